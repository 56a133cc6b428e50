package io.linkgrid.job;

import com.hazelcast.jet.config.EdgeConfig;
import com.hazelcast.jet.core.Edge;
import com.hazelcast.jet.core.Partitioner;
import com.hazelcast.jet.core.Vertex;
import com.hazelcast.jet.datamodel.Tuple2;
import io.linkgrid.grid.MemberBatch;
import io.linkgrid.grid.ProbeBatch;

/** The kinds of edges that the graphs use. Every item is a batch, so queues are short. */
final class Edges {
  private static final int QUEUE = 128;

  /** Of rows with all their fields, which may take half a megabyte a batch. */
  private static final int QUEUE_OF_ROWS = 16;

  private Edges() {}

  /** To any core of the same node. */
  static Edge local(Vertex from, int output, Vertex to, int input) {
    return Edge.from(from, output).to(to, input).setConfig(queue());
  }

  /** Batches of rows to any core of the same node. */
  static Edge localRows(Vertex from, int output, Vertex to, int input) {
    return Edge.from(from, output)
        .to(to, input)
        .setConfig(new EdgeConfig().setQueueSize(QUEUE_OF_ROWS));
  }

  /** To the owner of the batch's partition. */
  static Edge probesToOwner(Vertex from, int output, Vertex to, int input) {
    return Edge.from(from, output)
        .to(to, input)
        .distributed()
        .<ProbeBatch, Integer>partitioned(ProbeBatch::partition, byNumber())
        .setConfig(queue());
  }

  /** To the owner of the batch's partition. */
  static Edge membersToOwner(Vertex from, int output, Vertex to, int input) {
    return Edge.from(from, output)
        .to(to, input)
        .distributed()
        .<MemberBatch, Integer>partitioned(MemberBatch::partition, byNumber())
        .setConfig(queue());
  }

  /** To the owner of the partition that is the pair's first part. */
  static Edge numbersToOwner(Vertex from, int output, Vertex to, int input) {
    return Edge.from(from, output)
        .to(to, input)
        .distributed()
        .<Tuple2<Integer, long[]>, Integer>partitioned(Tuple2::requiredF0, byNumber())
        .setConfig(queue());
  }

  /** By the text that is the pair's first part. */
  static Edge byName(Vertex from, int output, Vertex to, int input) {
    return Edge.from(from, output)
        .to(to, input)
        .distributed()
        .<Tuple2<String, Object>>partitioned(Tuple2::requiredF0)
        .setConfig(queue());
  }

  /** All to one place in the grid. */
  static Edge toOnePlace(Vertex from, int output, Vertex to, int input) {
    return Edge.from(from, output)
        .to(to, input)
        .distributed()
        .allToOne(to.getName())
        .setConfig(queue());
  }

  private static Partitioner<Integer> byNumber() {
    return (partition, count) -> partition;
  }

  private static EdgeConfig queue() {
    return new EdgeConfig().setQueueSize(QUEUE);
  }
}
