package io.linkgrid.grid;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.linkgrid.model.Mention;
import java.io.IOException;
import java.util.Arrays;

/** A mention as bytes on the wire. */
final class MentionStream {
  private MentionStream() {}

  static void write(ObjectDataOutput out, Mention mention) throws IOException {
    out.writeLong(mention.id());
    out.writeByte(mention.values().size());
    for (String value : mention.values()) {
      out.writeString(value);
    }
  }

  static Mention read(ObjectDataInput in) throws IOException {
    long id = in.readLong();
    String[] values = new String[in.readByte()];
    for (int i = 0; i < values.length; i++) {
      String value = in.readString();
      values[i] = value == null ? "" : value;
    }
    return new Mention(id, Arrays.asList(values));
  }
}
