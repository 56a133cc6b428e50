package io.linkgrid.report;

/**
 * What the result files hold, counted while they were written. {@code read = linked + founded +
 * review + rejected} holds, or there are no result files.
 *
 * @param read data rows of all files of the run, as they were counted when the files landed
 * @param linked MATCH rows of links.csv
 * @param founded NEW rows of links.csv
 * @param review REVIEW rows of links.csv
 * @param rejected rows of rejects.csv
 * @param entities rows of entities.csv
 * @param linksSha256 the SHA-256 of links.csv in hex
 */
public record ResultCounts(
    long read,
    long linked,
    long founded,
    long review,
    long rejected,
    long entities,
    String linksSha256) {}
