package io.linkgrid.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Looks at this machine and says what a run would stumble over. Changes nothing. */
final class Doctor {
  private static final int OLDEST_JAVA = 17;
  private static final int MEMBER_PORT = 5701;
  private static final long GIBIBYTE = 1024L * 1024 * 1024;
  private static final long SCARCE_MEMORY = 2 * GIBIBYTE;
  private static final long SCARCE_DISK = 2 * GIBIBYTE;
  private static final long PATIENCE_SECONDS = 5;

  private Doctor() {}

  /** How bad it is. */
  enum Verdict {
    OK,
    /** It works, but worse or not everywhere. */
    WARNING,
    /** A run without further options fails. */
    PROBLEM
  }

  /**
   * One thing that was looked at.
   *
   * @param subject what
   * @param verdict how bad
   * @param text what was found, and what to do unless all is well
   */
  record Finding(String subject, Verdict verdict, String text) {}

  static List<Finding> examine(Path dataDirectory) {
    return List.of(
        java(),
        memory(),
        disk(dataDirectory.toAbsolutePath().normalize()),
        port(),
        embeddedPostgres(),
        pinning());
  }

  private static Finding java() {
    String found = Runtime.version() + " in " + System.getProperty("java.home");
    return Runtime.version().feature() >= OLDEST_JAVA
        ? new Finding("java", Verdict.OK, found)
        : new Finding("java", Verdict.PROBLEM, found + ": install a JDK 17 or later");
  }

  private static Finding memory() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long total = system.getTotalMemorySize();
    String found =
        "%s of memory, %s heap for this command, %d cores"
            .formatted(
                gibibytes(total),
                gibibytes(Runtime.getRuntime().maxMemory()),
                Runtime.getRuntime().availableProcessors());
    return total >= SCARCE_MEMORY
        ? new Finding("memory", Verdict.OK, found)
        : new Finding("memory", Verdict.WARNING, found + ": 2 GB or more is better");
  }

  private static Finding disk(Path dataDirectory) {
    Path existing = dataDirectory;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isWritable(existing)) {
      return new Finding(
          "disk",
          Verdict.PROBLEM,
          existing + " is not writable: choose another directory with --data-dir");
    }
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      String found = gibibytes(free) + " free for " + dataDirectory;
      return free >= SCARCE_DISK
          ? new Finding("disk", Verdict.OK, found)
          : new Finding(
              "disk", Verdict.WARNING, found + ": make room, or choose another with --data-dir");
    } catch (IOException e) {
      return new Finding(
          "disk",
          Verdict.WARNING,
          "cannot tell the free space of " + existing + ": " + e.getMessage());
    }
  }

  private static Finding port() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), MEMBER_PORT));
      return new Finding("port", Verdict.OK, "127.0.0.1:" + MEMBER_PORT + " is free for a node");
    } catch (IOException e) {
      return new Finding(
          "port",
          Verdict.WARNING,
          "127.0.0.1:"
              + MEMBER_PORT
              + " is in use: a node, if 'linkgrid nodes' lists it; new nodes take the next free"
              + " port");
    }
  }

  private static Finding embeddedPostgres() {
    String subject = "embedded postgres";
    String platform = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
    if (!platform.equals("Linux on amd64")) {
      return new Finding(
          subject,
          Verdict.PROBLEM,
          "ships for Linux on amd64, but this is " + platform + ": name a server with --db URL");
    }
    if (!System.getProperty("user.name").equals("root")) {
      return new Finding(subject, Verdict.OK, "starts as " + System.getProperty("user.name"));
    }
    return succeeds("unshare", "-U", "true")
        ? new Finding(subject, Verdict.OK, "starts as root, in a user namespace")
        : new Finding(
            subject,
            Verdict.PROBLEM,
            "Postgres refuses to run as root, and user namespaces are forbidden here: run linkgrid"
                + " as another user, or name a server with --db URL");
  }

  private static Finding pinning() {
    return succeeds("taskset", "-V")
        ? new Finding("taskset", Verdict.OK, "nodes can be pinned to cores")
        : new Finding(
            "taskset",
            Verdict.WARNING,
            "not found, so benchmarks do not pin nodes to cores (Debian: util-linux)");
  }

  private static boolean succeeds(String... command) {
    Optional<Process> process = Optional.empty();
    try {
      process =
          Optional.of(
              new ProcessBuilder(command)
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start());
      return process.get().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
          && process.get().exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      process.ifPresent(Process::destroyForcibly);
    }
  }

  private static String gibibytes(long bytes) {
    return "%.1f GB".formatted((double) bytes / GIBIBYTE);
  }
}
