package io.linkgrid.processor;

import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.metrics.Metrics;
import com.hazelcast.jet.datamodel.Tuple2;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.blocking.Keys;
import io.linkgrid.grid.ClusterMember;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.spec.SpecText;

/**
 * Reads mentions from the database and gives each of their keys to its owner, as numbers: mention
 * id, rule, how many keys are earlier ones, these keys, the key.
 */
public final class KeySourceProcessor extends MentionReader {
  private static final int KEYS = 2_000;

  private final SpecText spec;
  private KeyMaker keyMaker;
  private final Bundles<long[]> keys =
      new Bundles<>(
          KEYS, (bundle, partition) -> emit(0, Tuple2.tuple2(partition, KeyPath.flat(bundle))));

  /** Reads what a query gives. */
  public KeySourceProcessor(DatabaseAddress address, MentionQuery query, SpecText spec) {
    super(address, query);
    this.spec = spec;
  }

  @Override
  protected void begin(Processor.Context context) throws Exception {
    super.begin(context);
    keyMaker = new KeyMaker(spec(context, spec));
  }

  @Override
  void give(ClusterMember member) {
    Keys of = keyMaker.numbers(member.mention());
    for (int position = 0; position < of.size(); position++) {
      keys.add(
          routes().of(keyMaker.partitionKey(member.mention(), of, position)),
          KeyPath.of(member.mention().id(), of, position));
    }
    Metrics.metric(JobMetrics.COUNTED).increment();
    if (of.size() == 0) {
      Metrics.metric(JobMetrics.KEYLESS).increment();
    }
  }

  @Override
  void flush() {
    keys.flush();
  }
}
