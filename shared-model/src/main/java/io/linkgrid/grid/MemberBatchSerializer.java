package io.linkgrid.grid;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import io.linkgrid.model.Said;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes a batch of cluster members without a word per object. */
final class MemberBatchSerializer implements StreamSerializer<MemberBatch> {
  private static final int TYPE_ID = 4702;

  @Override
  public int getTypeId() {
    return TYPE_ID;
  }

  @Override
  public void write(ObjectDataOutput out, MemberBatch batch) throws IOException {
    out.writeInt(batch.partition());
    out.writeInt(batch.members().size());
    for (ClusterMember member : batch.members()) {
      MentionStream.write(out, member.mention());
      out.writeLong(member.said().rows());
      out.writeLong(member.said().newest());
      out.writeInt(member.said().source());
      out.writeLong(member.cluster());
      MentionStream.write(out, member.keys());
    }
  }

  @Override
  public MemberBatch read(ObjectDataInput in) throws IOException {
    int partition = in.readInt();
    int size = in.readInt();
    List<ClusterMember> members = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      members.add(
          new ClusterMember(
              MentionStream.read(in),
              new Said(in.readLong(), in.readLong(), in.readInt()),
              in.readLong(),
              MentionStream.readKeys(in)));
    }
    return new MemberBatch(partition, members);
  }
}
