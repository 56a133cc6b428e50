package io.linkgrid.grid;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Writes what a node answered. */
final class LookupAnswerSerializer implements StreamSerializer<LookupAnswer> {
  private static final int TYPE_ID = 4704;

  @Override
  public int getTypeId() {
    return TYPE_ID;
  }

  @Override
  public void write(ObjectDataOutput out, LookupAnswer answer) throws IOException {
    out.writeString(answer.kind().map(Kind::name).orElse(""));
    out.writeString(answer.message());
    ProbeBatchSerializer.write(out, answer.probes());
  }

  @Override
  public LookupAnswer read(ObjectDataInput in) throws IOException {
    String kind = Objects.requireNonNull(in.readString());
    String message = Objects.requireNonNull(in.readString());
    List<Probe> probes = ProbeBatchSerializer.readProbes(in);
    return new LookupAnswer(
        probes, kind.isEmpty() ? Optional.empty() : Optional.of(Kind.valueOf(kind)), message);
  }
}
