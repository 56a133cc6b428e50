package io.linkgrid.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where an attempt comes from.
 *
 * @param command the command: run, link, dedupe, train, join, blocking, bench
 * @param person the user of the system
 * @param host the machine
 * @param pid the process on it
 * @param grid the addresses of nodes that ran already; else whose nodes they are, in words
 */
public record RunOrigin(String command, String person, String host, long pid, String grid) {
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  /** This process, with a grid of its own. */
  public static RunOrigin here(String command, Map<String, String> environment, String grid) {
    return new RunOrigin(
        command,
        System.getProperty("user.name", "?"),
        host(environment),
        ProcessHandle.current().pid(),
        grid);
  }

  /** Returns whether the nodes outlive the command. */
  public boolean isOnStandingGrid() {
    return isStanding(grid);
  }

  static boolean isStanding(String grid) {
    return grid.contains(":");
  }

  /** The kernel knows without asking a name server. */
  private static String host(Map<String, String> environment) {
    try {
      return Files.readString(HOST_NAME).strip();
    } catch (IOException e) {
      return environment.getOrDefault("HOSTNAME", "?");
    }
  }
}
