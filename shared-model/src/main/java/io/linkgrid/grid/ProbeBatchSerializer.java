package io.linkgrid.grid;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import io.linkgrid.blocking.Keys;
import io.linkgrid.model.Mention;
import io.linkgrid.scoring.Candidate;
import io.linkgrid.scoring.Evidence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes a batch of probes without a word per object. */
final class ProbeBatchSerializer implements StreamSerializer<ProbeBatch> {
  static final int TYPE_ID = 4701;

  @Override
  public int getTypeId() {
    return TYPE_ID;
  }

  @Override
  public void write(ObjectDataOutput out, ProbeBatch batch) throws IOException {
    out.writeInt(batch.partition());
    write(out, batch.probes());
  }

  static void write(ObjectDataOutput out, List<Probe> probes) throws IOException {
    out.writeInt(probes.size());
    for (Probe probe : probes) {
      MentionStream.write(out, probe.mention());
      MentionStream.write(out, probe.keys());
      out.writeShort(probe.next());
      out.writeByte(probe.evidence().best().size());
      for (Candidate candidate : probe.evidence().best()) {
        out.writeLong(candidate.entity());
        out.writeDouble(candidate.weight());
      }
      out.writeDouble(probe.evidence().otherOdds());
    }
  }

  @Override
  public ProbeBatch read(ObjectDataInput in) throws IOException {
    int partition = in.readInt();
    return new ProbeBatch(partition, readProbes(in));
  }

  static List<Probe> readProbes(ObjectDataInput in) throws IOException {
    int size = in.readInt();
    List<Probe> probes = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      Mention mention = MentionStream.read(in);
      Keys keys = MentionStream.readKeys(in);
      int next = in.readShort();
      Candidate[] best = new Candidate[in.readByte()];
      for (int c = 0; c < best.length; c++) {
        best[c] = new Candidate(in.readLong(), in.readDouble());
      }
      double otherOdds = in.readDouble();
      probes.add(new Probe(mention, keys, next, new Evidence(Arrays.asList(best), otherOdds)));
    }
    return probes;
  }
}
