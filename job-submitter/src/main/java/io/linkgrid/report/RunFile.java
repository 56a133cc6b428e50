package io.linkgrid.report;

/**
 * A file that went into a run.
 *
 * @param role its role, as the result files name it: A, B, reference, records
 * @param fileId its key in {@code source_file}
 * @param name its name without directories, for messages
 */
public record RunFile(String role, long fileId, String name) {}
