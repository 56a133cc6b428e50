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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much processor time groups of processes use, from a moment on. The times are the system's, in
 * steps of ten milliseconds.
 */
final class CpuTime {
  /** The node processes. */
  static final String NODES = "nodes";

  /** This process. */
  static final String SUBMITTER = "submitter";

  /** The embedded server with all its processes. */
  static final String POSTGRES = "postgres";

  private static final Logger LOG = LoggerFactory.getLogger(CpuTime.class);
  private static final double NANOS = 1e9;

  /** The unit of /proc/PID/stat, which Linux keeps at a hundredth for programs. */
  private static final Duration TICK = Duration.ofMillis(10);

  /** Places of utime, stime, cutime and cstime in /proc/PID/stat, counted after the name. */
  private static final int FIRST_TIME = 11;

  private static final int LAST_TIME = 14;

  private final List<ProcessHandle> nodes;
  private final Optional<ProcessHandle> postgres;
  private final Map<String, Duration> before;

  private CpuTime(List<ProcessHandle> nodes, Optional<ProcessHandle> postgres) {
    this.nodes = List.copyOf(nodes);
    this.postgres = postgres;
    this.before = used();
  }

  /**
   * Begins to count.
   *
   * @param nodes the node processes
   * @param postgres the first process of the embedded server, if it is on this machine
   */
  static CpuTime of(List<ProcessHandle> nodes, Optional<ProcessHandle> postgres) {
    return new CpuTime(nodes, postgres);
  }

  /**
   * Returns the seconds of each group since the count began, as long as the processes live. A group
   * of which the system does not tell is missing.
   */
  Map<String, Double> seconds() {
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
    sum(nodes).ifPresent(time -> used.put(NODES, time));
    sum(List.of(ProcessHandle.current())).ifPresent(time -> used.put(SUBMITTER, time));
    postgres.flatMap(CpuTime::ofServer).ifPresent(time -> used.put(POSTGRES, time));
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

  /** Reads the time of a process and of its children that have ended. */
  static Duration withEndedChildren(String stat) {
    // The name may hold blanks and parentheses.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    long ticks = 0;
    for (int place = FIRST_TIME; place <= LAST_TIME; place++) {
      ticks += Long.parseLong(fields[place]);
    }
    return TICK.multipliedBy(ticks);
  }
}
