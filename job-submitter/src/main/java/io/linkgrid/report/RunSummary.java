package io.linkgrid.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * What a run did, in numbers. {@code read = linked + new + review + rejected} holds.
 *
 * @param runId the run's id, from the content of its files and its spec
 * @param spec the name of the spec
 * @param repeated whether the database already held this run's result, so that nothing changed
 * @param read data rows of all files of records
 * @param linked rows of a known entity
 * @param founded rows that found an entity; {@code new} in the file
 * @param review rows that wait for a person
 * @param rejected rows that could not be used
 * @param entities entities that rows of this run belong to
 * @param joined rows of the final join
 * @param joinedEvents events that at least one trip joined
 * @param pairsCompared pairs that were scored
 * @param lookups visits of a probe to a block
 * @param localLookups those of them on the member that owned the block
 * @param nodes node processes
 * @param seconds wall time per stage in order, and {@code total}
 * @param work what each node did
 * @param linksSha256 the SHA-256 of links.csv in hex
 * @param recordsPerSecond rows read over total seconds
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record RunSummary(
    String runId,
    String spec,
    boolean repeated,
    long read,
    long linked,
    @com.fasterxml.jackson.annotation.JsonProperty("new") long founded,
    long review,
    long rejected,
    long entities,
    long joined,
    long joinedEvents,
    long pairsCompared,
    long lookups,
    long localLookups,
    int nodes,
    Map<String, Double> seconds,
    List<NodeWork> work,
    String linksSha256,
    double recordsPerSecond) {

  /**
   * What one node did.
   *
   * @param node its address
   * @param records mentions that arrived there
   * @param pairs pairs that it scored
   * @param lookups visits of a probe to a block there
   * @param localLookups those of them whose block it owned
   */
  public record NodeWork(String node, long records, long pairs, long lookups, long localLookups) {}
}
