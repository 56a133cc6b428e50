package io.linkgrid.grid;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Writes a block of mentions: the ids as they are, and the rest compressed, column by column, as
 * the values of one attribute look alike. A block is written once and read once by each node, but
 * it lies in the map, and its copy on another node, for as long as the grid lives.
 */
final class MentionBlockSerializer implements StreamSerializer<MentionBlock> {
  private static final int TYPE_ID = 4705;
  private static final int BUFFER = 1 << 13;

  @Override
  public int getTypeId() {
    return TYPE_ID;
  }

  @Override
  public void write(ObjectDataOutput out, MentionBlock block) throws IOException {
    out.writeLongArray(block.mentions());
    out.writeInt(block.values().length);
    out.writeByteArray(compressed(block));
  }

  private static byte[] compressed(MentionBlock block) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER);
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new DeflaterOutputStream(bytes, deflater, BUFFER)))) {
      for (int i = 0; i < block.size(); i++) {
        // Most entities have one mention, and its id.
        out.writeLong(block.entities()[i] ^ block.mentions()[i]);
      }
      int attributes = attributes(block.values().length, block.size());
      for (int attribute = 0; attribute < attributes; attribute++) {
        for (int i = attribute; i < block.values().length; i += attributes) {
          byte[] text = block.values()[i].getBytes(UTF_8);
          out.writeInt(text.length);
          out.write(text);
        }
      }
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private static int attributes(int values, int mentions) {
    return mentions == 0 ? 0 : values / mentions;
  }

  @Override
  public MentionBlock read(ObjectDataInput in) throws IOException {
    long[] mentions = Objects.requireNonNull(in.readLongArray());
    String[] values = new String[in.readInt()];
    byte[] compressed = Objects.requireNonNull(in.readByteArray());
    long[] entities = new long[mentions.length];
    Inflater inflater = new Inflater(true);
    try (DataInputStream rest =
        new DataInputStream(
            new BufferedInputStream(
                new InflaterInputStream(new ByteArrayInputStream(compressed), inflater, BUFFER)))) {
      for (int i = 0; i < entities.length; i++) {
        entities[i] = rest.readLong() ^ mentions[i];
      }
      int attributes = attributes(values.length, mentions.length);
      for (int attribute = 0; attribute < attributes; attribute++) {
        for (int i = attribute; i < values.length; i += attributes) {
          values[i] = new String(rest.readNBytes(rest.readInt()), UTF_8);
        }
      }
    } finally {
      inflater.end();
    }
    return new MentionBlock(entities, mentions, values);
  }
}
