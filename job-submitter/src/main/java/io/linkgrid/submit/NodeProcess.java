package io.linkgrid.submit;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * A node process that was started for a connection.
 *
 * @param number its number, counted from 1
 * @param address host and port under which it is a member
 * @param healthPort the port of its health endpoint, on the same host
 * @param core the core that it is pinned to, or empty
 * @param log where it writes its log
 * @param process the process itself
 */
public record NodeProcess(
    int number, String address, int healthPort, OptionalInt core, Path log, Process process) {}
