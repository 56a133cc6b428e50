package io.linkgrid.grid;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import java.io.IOException;
import java.util.Objects;

/** Writes a lookup in a few hundred bytes. */
final class LookupTaskSerializer implements StreamSerializer<LookupTask> {
  private static final int TYPE_ID = 4703;

  @Override
  public int getTypeId() {
    return TYPE_ID;
  }

  @Override
  public void write(ObjectDataOutput out, LookupTask task) throws IOException {
    out.writeString(task.reference().schema());
    out.writeLong(task.reference().version());
    out.writeString(task.reference().spec());
    out.writeLong(task.recent());
    ProbeBatchSerializer.write(out, task.probes());
  }

  @Override
  public LookupTask read(ObjectDataInput in) throws IOException {
    ResidentName reference =
        new ResidentName(
            Objects.requireNonNull(in.readString()),
            in.readLong(),
            Objects.requireNonNull(in.readString()));
    return new LookupTask(reference, in.readLong(), ProbeBatchSerializer.readProbes(in));
  }
}
