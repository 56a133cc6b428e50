package io.linkgrid.blocking;

import io.linkgrid.model.Mention;
import io.linkgrid.spec.BlockingRule;
import io.linkgrid.spec.KeyPart;
import io.linkgrid.spec.LinkSpec;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Makes the blocking keys of mentions. Immutable; safe for any number of threads. */
public final class KeyMaker {
  /**
   * Values of a rule that is not the partition's share this many buckets, so that a key costs no
   * map entry of its own.
   */
  private static final int BUCKETS = 256;

  /** What {@link #bucket} returns for a key that lies under the value of the partition. */
  static final int HOME = -1;

  private static final int MOST_OF_A_RULE = 8;
  private static final int MOST_PATTERNS = 1_000;

  private final LinkSpec spec;
  private final KeyParts parts;
  private final int most;

  /** The attribute whose value is the partition key of the first rule. */
  private final OptionalInt home;

  /** The partition keys of each rule, by bucket. */
  private final String[][] buckets;

  /** The rules of keys, by themselves. */
  private final Map<ShortBuffer, short[]> patterns = new ConcurrentHashMap<>();

  /** Makes keys by the rules of a spec. */
  public KeyMaker(LinkSpec spec) {
    this.spec = spec;
    parts = new KeyParts(spec);
    most =
        spec.blocking().stream().mapToInt(parts::most).map(m -> Math.min(m, MOST_OF_A_RULE)).sum();
    home = spec.partitionBy().map(OptionalInt::of).orElse(OptionalInt.empty());
    buckets =
        spec.blocking().stream()
            .map(
                rule ->
                    IntStream.range(0, BUCKETS)
                        .mapToObj(bucket -> rule.name() + "/" + bucket)
                        .toArray(String[]::new))
            .toArray(String[][]::new);
  }

  /** Returns how many keys a mention can have at most. */
  public int most() {
    return most;
  }

  /**
   * Returns the keys of a mention in the order of the rules, and those of one rule in an order of
   * their own, so that any two mentions agree on which of their common keys is the first. A rule of
   * which a part is absent gives none; one with a part of which there can be several gives several.
   * A key that is capped is left out for everybody.
   */
  public List<BlockingKey> keys(Mention mention) {
    List<BlockingKey> keys = new ArrayList<>(most);
    KeyParts.Reading reading = parts.read(mention);
    for (int rule = 0; rule < spec.blocking().size(); rule++) {
      int first = keys.size();
      for (String value : values(spec.blocking().get(rule), reading)) {
        long hash = hash(rule, value);
        if (!isCapped(hash)) {
          keys.add(new BlockingKey(rule, value, partitionKey(mention, rule, hash), hash));
        }
      }
      if (keys.size() - first > 1) {
        keys.subList(first, keys.size()).sort(Comparator.comparingLong(BlockingKey::hash));
      }
    }
    return keys;
  }

  /** Returns the same keys as numbers. */
  public Keys numbers(Mention mention) {
    long[] hashes = new long[most];
    short[] rules = new short[most];
    int size = 0;
    KeyParts.Reading reading = parts.read(mention);
    for (int rule = 0; rule < spec.blocking().size(); rule++) {
      int first = size;
      for (String value : values(spec.blocking().get(rule), reading)) {
        long hash = hash(rule, value);
        if (!isCapped(hash)) {
          hashes[size] = hash;
          rules[size++] = (short) rule;
        }
      }
      Arrays.sort(hashes, first, size);
    }
    return new Keys(Arrays.copyOf(hashes, size), shared(ShortBuffer.wrap(rules, 0, size)));
  }

  /** Most mentions have as many keys of each rule as many others: they share the rules. */
  private short[] shared(ShortBuffer rules) {
    short[] known = patterns.get(rules);
    if (known != null) {
      return known;
    }
    short[] made = Arrays.copyOf(rules.array(), rules.limit());
    if (patterns.size() < MOST_PATTERNS) {
      patterns.putIfAbsent(ShortBuffer.wrap(made), made);
    }
    return made;
  }

  private boolean isCapped(long hash) {
    return !spec.cappedKeys().isEmpty() && spec.cappedKeys().contains(hash);
  }

  /**
   * Returns the text whose owner in the grid holds everybody with a key.
   *
   * @param mention whose keys these are
   * @param position of the key among them
   */
  public String partitionKey(Mention mention, Keys keys, int position) {
    return partitionKey(mention, keys.rule(position), keys.hash(position));
  }

  /** Returns how many buckets all rules have together. */
  int buckets() {
    return BUCKETS * buckets.length;
  }

  /** Returns the number of a key's bucket among those of all rules, or {@link #HOME}. */
  int bucket(Keys keys, int position) {
    int rule = keys.rule(position);
    return rule == 0 && home.isPresent()
        ? HOME
        : rule * BUCKETS + Math.floorMod(keys.hash(position), BUCKETS);
  }

  private String partitionKey(Mention mention, int rule, long hash) {
    return rule == 0 && home.isPresent()
        ? mention.values().get(home.getAsInt())
        : buckets[rule][Math.floorMod(hash, BUCKETS)];
  }

  /** Returns the texts of a rule's keys: one for each choice among the values of its parts. */
  private static List<String> values(BlockingRule rule, KeyParts.Reading reading) {
    List<String> values = List.of();
    for (int i = 0; i < rule.parts().size(); i++) {
      KeyPart part = rule.parts().get(i);
      List<String> more = reading.parts(part);
      if (more.isEmpty()) {
        return List.of();
      }
      values = i == 0 ? more : joined(values, more);
    }
    return values.size() <= MOST_OF_A_RULE ? values : values.subList(0, MOST_OF_A_RULE);
  }

  private static List<String> joined(List<String> values, List<String> more) {
    List<String> joined = new ArrayList<>(values.size() * more.size());
    for (String value : values) {
      for (String next : more) {
        joined.add(value.isEmpty() ? next : value + "|" + next);
      }
    }
    return joined;
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
