package io.linkgrid.blocking;

import io.linkgrid.model.Mention;
import io.linkgrid.spec.BlockingRule;
import io.linkgrid.spec.KeyPart;
import io.linkgrid.spec.LinkSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes the blocking keys of mentions. Immutable; safe for any number of threads. */
public final class KeyMaker {
  /**
   * Values of a rule that is not the partition's share this many buckets, so that a key costs no
   * map entry of its own.
   */
  private static final int BUCKETS = 256;

  private static final int MOST_OF_A_RULE = 8;

  private final LinkSpec spec;
  private final KeyParts parts;
  private final int most;

  /** Makes keys by the rules of a spec. */
  public KeyMaker(LinkSpec spec) {
    this.spec = spec;
    parts = new KeyParts(spec);
    most =
        spec.blocking().stream().mapToInt(parts::most).map(m -> Math.min(m, MOST_OF_A_RULE)).sum();
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
    for (int rule = 0; rule < spec.blocking().size(); rule++) {
      BlockingRule blockingRule = spec.blocking().get(rule);
      boolean isPartition = rule == 0 && spec.partitionBy().isPresent();
      int first = keys.size();
      for (String value : values(blockingRule, mention)) {
        long hash = hash(rule, value);
        if (!spec.cappedKeys().isEmpty() && spec.cappedKeys().contains(hash)) {
          continue;
        }
        keys.add(
            new BlockingKey(
                rule,
                value,
                isPartition ? value : blockingRule.name() + "/" + Math.floorMod(hash, BUCKETS),
                hash));
      }
      if (keys.size() - first > 1) {
        keys.subList(first, keys.size()).sort(Comparator.comparingLong(BlockingKey::hash));
      }
    }
    return keys;
  }

  /** Returns the texts of a rule's keys: one for each choice among the values of its parts. */
  private List<String> values(BlockingRule rule, Mention mention) {
    List<String> values = List.of("");
    for (KeyPart part : rule.parts()) {
      List<String> more = parts.parts(part, mention.values().get(part.attribute()));
      if (more.isEmpty()) {
        return List.of();
      }
      values =
          values.stream()
              .flatMap(v -> more.stream().map(m -> v.isEmpty() ? m : v + "|" + m))
              .toList();
    }
    return values.size() <= MOST_OF_A_RULE ? values : values.subList(0, MOST_OF_A_RULE);
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
