package io.linkgrid.grid;

import com.hazelcast.config.CompactSerializationConfig;
import com.hazelcast.config.SerializationConfig;
import com.hazelcast.config.SerializerConfig;

/** What crosses the wire and stays in the maps, registered in one place for nodes and clients. */
public final class GridSerialization {
  private GridSerialization() {}

  /** Registers the serializers; nodes and clients call it before they start. */
  public static void register(SerializationConfig config) {
    CompactSerializationConfig compact = config.getCompactSerializationConfig();
    compact.addClass(BlockKey.class);
    compact.addClass(ReferenceManifest.class);
    compact.addClass(HeldSpec.class);
    compact.addClass(RecentJoins.class);
    config.addSerializerConfig(
        new SerializerConfig()
            .setTypeClass(ProbeBatch.class)
            .setImplementation(new ProbeBatchSerializer()));
    config.addSerializerConfig(
        new SerializerConfig()
            .setTypeClass(MemberBatch.class)
            .setImplementation(new MemberBatchSerializer()));
    config.addSerializerConfig(
        new SerializerConfig()
            .setTypeClass(MentionBlock.class)
            .setImplementation(new MentionBlockSerializer()));
    config.addSerializerConfig(
        new SerializerConfig()
            .setTypeClass(LookupTask.class)
            .setImplementation(new LookupTaskSerializer()));
    config.addSerializerConfig(
        new SerializerConfig()
            .setTypeClass(LookupAnswer.class)
            .setImplementation(new LookupAnswerSerializer()));
  }
}
