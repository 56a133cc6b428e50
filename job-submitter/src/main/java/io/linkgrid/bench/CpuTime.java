package io.linkgrid.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much processor time groups of processes use, from a moment on. The times are the system's, in
 * steps of ten milliseconds. Public for the comparison with others, which is no part of the
 * distribution.
 */
public final class CpuTime {
  /** The node processes. */
  static final String NODES = "nodes";

  /** This process. */
  static final String SUBMITTER = "submitter";

  /** The embedded server with all its processes. */
  public static final String POSTGRES = "postgres";

  /** Commands that this process starts and waits for, each with all that it started itself. */
  static final String COMMANDS = "commands";

  private static final Logger LOG = LoggerFactory.getLogger(CpuTime.class);
  private static final double NANOS = 1e9;

  /** The unit of /proc/PID/stat, which Linux keeps at a hundredth for programs. */
  private static final Duration TICK = Duration.ofMillis(10);

  /** Places of utime, stime, cutime and cstime in /proc/PID/stat, counted after the name. */
  private static final int FIRST_TIME = 11;

  /** The place of cutime: from here on the times are those of children that have ended. */
  private static final int FIRST_TIME_OF_CHILDREN = 13;

  private static final int LAST_TIME = 14;
  private static final Path SELF = Path.of("/proc/self/stat");

  private final Map<String, Supplier<Optional<Duration>>> groups;
  private final Map<String, Duration> before;

  private CpuTime(Map<String, Supplier<Optional<Duration>>> groups) {
    this.groups = groups;
    this.before = used();
  }

  /**
   * Begins to count.
   *
   * @param nodes the node processes
   * @param postgres the first process of the embedded server, if it is on this machine
   */
  static CpuTime of(List<ProcessHandle> nodes, Optional<ProcessHandle> postgres) {
    return new CpuTime(
        groups(SUBMITTER, () -> sum(List.of(ProcessHandle.current())), nodes, postgres));
  }

  /**
   * Begins to count what commands cost that this process starts and waits for, and the nodes and
   * the server with them. This process itself is not counted.
   *
   * @param nodes the node processes, which must not end before the count
   * @param postgres the first process of the embedded server, if it is on this machine
   */
  public static CpuTime ofCommands(List<ProcessHandle> nodes, Optional<ProcessHandle> postgres) {
    return new CpuTime(groups(COMMANDS, CpuTime::ownEndedChildren, nodes, postgres));
  }

  private static Map<String, Supplier<Optional<Duration>>> groups(
      String name,
      Supplier<Optional<Duration>> driver,
      List<ProcessHandle> nodes,
      Optional<ProcessHandle> postgres) {
    List<ProcessHandle> all = List.copyOf(nodes);
    Map<String, Supplier<Optional<Duration>>> groups = new LinkedHashMap<>();
    groups.put(NODES, () -> sum(all));
    groups.put(name, driver);
    groups.put(POSTGRES, () -> postgres.flatMap(CpuTime::ofServer));
    return groups;
  }

  /**
   * Returns the seconds of each group since the count began, as long as the processes live. A group
   * of which the system does not tell is missing.
   */
  public Map<String, Double> seconds() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    used()
        .forEach(
            (group, now) -> {
              if (before.containsKey(group)) {
                seconds.put(group, now.minus(before.get(group)).toNanos() / NANOS);
              }
            });
    return seconds;
  }

  private Map<String, Duration> used() {
    Map<String, Duration> used = new LinkedHashMap<>();
    groups.forEach((group, time) -> time.get().ifPresent(spent -> used.put(group, spent)));
    return used;
  }

  private static Optional<Duration> sum(List<ProcessHandle> processes) {
    Duration sum = Duration.ZERO;
    for (ProcessHandle process : processes) {
      Optional<Duration> time = process.info().totalCpuDuration();
      if (time.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.plus(time.get());
    }
    return Optional.of(sum);
  }

  /**
   * A server starts and ends a process per connection. Those that have ended are in the times of
   * their parent, which ProcessHandle does not tell but /proc does.
   */
  private static Optional<Duration> ofServer(ProcessHandle server) {
    List<ProcessHandle> family = new ArrayList<>(List.of(server));
    server.children().forEach(family::add);
    Duration sum = Duration.ZERO;
    for (ProcessHandle process : family) {
      Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
      try {
        sum = sum.plus(withEndedChildren(Files.readString(stat)));
      } catch (IOException e) {
        if (process.equals(server)) {
          LOG.debug("No times of the server", e);
          return Optional.empty();
        }
        // It has ended since; its parent has its times.
        LOG.debug("No times of {}", process.pid(), e);
      }
    }
    return Optional.of(sum);
  }

  private static Optional<Duration> ownEndedChildren() {
    try {
      return Optional.of(ofEndedChildren(Files.readString(SELF)));
    } catch (IOException e) {
      LOG.debug("No times of commands", e);
      return Optional.empty();
    }
  }

  /** Reads the time of a process and of its children that have ended. */
  static Duration withEndedChildren(String stat) {
    return times(stat, FIRST_TIME);
  }

  /** Reads the time of the children of a process that have ended. */
  static Duration ofEndedChildren(String stat) {
    return times(stat, FIRST_TIME_OF_CHILDREN);
  }

  private static Duration times(String stat, int first) {
    // The name may hold blanks and parentheses.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    long ticks = 0;
    for (int place = first; place <= LAST_TIME; place++) {
      ticks += Long.parseLong(fields[place]);
    }
    return TICK.multipliedBy(ticks);
  }
}
