package io.linkgrid.grid;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.linkgrid.blocking.Keys;
import io.linkgrid.model.Mention;
import java.io.IOException;
import java.util.Arrays;

/** A mention and its keys as bytes on the wire. */
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

  static void write(ObjectDataOutput out, Keys keys) throws IOException {
    out.writeShort(keys.size());
    for (int position = 0; position < keys.size(); position++) {
      out.writeShort(keys.rule(position));
      out.writeLong(keys.hash(position));
    }
  }

  static Keys readKeys(ObjectDataInput in) throws IOException {
    int size = in.readShort();
    if (size == 0) {
      return Keys.NONE;
    }
    long[] hashes = new long[size];
    short[] rules = new short[size];
    for (int position = 0; position < size; position++) {
      rules[position] = in.readShort();
      hashes[position] = in.readLong();
    }
    return new Keys(hashes, rules);
  }
}
