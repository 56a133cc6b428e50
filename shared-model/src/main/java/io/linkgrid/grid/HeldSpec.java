package io.linkgrid.grid;

import io.linkgrid.spec.SpecText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A spec with its model as it lies in the grid, for nodes that open a reference by its name.
 *
 * @param where where the text came from
 * @param yaml the text
 * @param model the text of the model; empty while there is none
 * @param cappedKeys hashes of the blocking keys that bring no pairs together, in order
 */
public record HeldSpec(String where, String yaml, String model, long[] cappedKeys) {
  private static final int BYTES = 16;

  /** Returns a spec in this form. */
  public static HeldSpec of(SpecText text) {
    return new HeldSpec(
        text.where(),
        text.yaml(),
        text.model(),
        text.cappedKeys().stream().mapToLong(Long::longValue).toArray());
  }

  /** Returns the spec. */
  public SpecText text() {
    return new SpecText(where, yaml, model, Arrays.stream(cappedKeys).boxed().toList());
  }

  /** Returns 32 hexadecimal digits that two specs share only if they link alike. */
  public String fingerprint() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (String part : new String[] {yaml, model}) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        sha256.update(bytes);
      }
      for (long key : cappedKeys) {
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(key).array());
      }
      return HexFormat.of().formatHex(sha256.digest(), 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
