package io.linkgrid.blocking;

import io.linkgrid.clean.AddressParts;
import io.linkgrid.model.Mention;
import io.linkgrid.spec.AttributeType;
import io.linkgrid.spec.BlockingRule;
import io.linkgrid.spec.KeyPart;
import io.linkgrid.spec.LinkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the blocking keys of mentions. Immutable; safe for any number of threads. */
public final class KeyMaker {
  /**
   * Values of a rule that is not the partition's share this many buckets, so that a key costs no
   * map entry of its own.
   */
  private static final int BUCKETS = 256;

  private static final int STREET_START = 5;

  private final LinkSpec spec;

  /** Makes keys by the rules of a spec. */
  public KeyMaker(LinkSpec spec) {
    this.spec = spec;
  }

  /** Returns how many keys a mention can have at most. */
  public int most() {
    return spec.blocking().size();
  }

  /**
   * Returns the keys of a mention in the order of the rules; a rule of which a part is absent gives
   * none.
   */
  public List<BlockingKey> keys(Mention mention) {
    List<BlockingKey> keys = new ArrayList<>(spec.blocking().size());
    for (int rule = 0; rule < spec.blocking().size(); rule++) {
      BlockingRule blockingRule = spec.blocking().get(rule);
      String value = value(blockingRule, mention);
      if (!value.isEmpty()) {
        long hash = hash(rule, value);
        keys.add(
            new BlockingKey(
                rule == 0 ? value : blockingRule.name() + "/" + Math.floorMod(hash, BUCKETS),
                hash));
      }
    }
    return keys;
  }

  private String value(BlockingRule rule, Mention mention) {
    if (rule.parts().size() == 1) {
      return part(rule.parts().get(0), mention);
    }
    StringBuilder value = new StringBuilder(32);
    for (KeyPart part : rule.parts()) {
      String text = part(part, mention);
      if (text.isEmpty()) {
        return "";
      }
      value.append(text).append('|');
    }
    return value.toString();
  }

  private String part(KeyPart part, Mention mention) {
    String value = mention.values().get(part.attribute());
    if (value.isEmpty() || part.part().isEmpty()) {
      return value;
    }
    if (spec.attributes().get(part.attribute()).type() == AttributeType.US_ADDRESS) {
      AddressParts address = AddressParts.parse(value);
      return switch (part.part()) {
        case "number" -> address.number();
        case "number-digits" -> sorted(address.number());
        case "street" -> address.street();
        case "street-start" -> start(address.street());
        default -> throw unknown(part);
      };
    }
    return switch (part.part()) {
      case "first-token" -> firstToken(value);
      case "sorted-tokens" -> sortedTokens(value);
      default -> throw unknown(part);
    };
  }

  private static IllegalArgumentException unknown(KeyPart part) {
    return new IllegalArgumentException("The spec reader let an unknown part pass: " + part);
  }

  private static String sorted(String digits) {
    char[] chars = digits.toCharArray();
    Arrays.sort(chars);
    return new String(chars);
  }

  private static String start(String street) {
    return street.length() <= STREET_START ? street : street.substring(0, STREET_START);
  }

  private static String firstToken(String value) {
    int blank = value.indexOf(' ');
    return blank < 0 ? value : value.substring(0, blank);
  }

  private static String sortedTokens(String value) {
    String[] tokens = value.split(" ", -1);
    Arrays.sort(tokens);
    return String.join(" ", tokens);
  }

  /** FNV-1a over the characters with a strong last mix, so that buckets fill evenly. */
  private static long hash(int rule, String value) {
    long hash = 0xcbf29ce484222325L ^ rule;
    for (int i = 0; i < value.length(); i++) {
      hash = (hash ^ value.charAt(i)) * 0x100000001b3L;
    }
    hash ^= hash >>> 33;
    hash *= 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    hash *= 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
