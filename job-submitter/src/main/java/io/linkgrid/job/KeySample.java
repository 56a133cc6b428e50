package io.linkgrid.job;

import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.blocking.KeyTally;
import io.linkgrid.blocking.Keys;
import io.linkgrid.database.BlockingLedger;
import io.linkgrid.spec.BlockingRule;
import io.linkgrid.spec.LinkSpec;

/**
 * A look at few mentions that tells whether counting all of them can change anything. Where it says
 * no, no key of the data is near its cap and the pairs are far below the budget: a key at its cap
 * would have at least {@value #LEAST_OF_A_CAPPED_KEY} mentions in the sample, and less than half of
 * them are never there by chance (nine standard deviations). The sample is by id, so it is the same
 * in every run.
 *
 * @param shift the sample is one of 2<sup>shift</sup> mentions
 */
record KeySample(int shift) {
  private static final int LEAST_OF_A_CAPPED_KEY = 256;
  private static final int CAUTION = 4;
  private static final int LARGEST_SHIFT = 12;

  /** The smallest sample that can be relied on for the caps of a spec. */
  static KeySample forCapsOf(LinkSpec spec) {
    int smallestCap =
        spec.blocking().stream().mapToInt(BlockingRule::cap).min().orElse(BlockingRule.NO_CAP);
    int shift = 0;
    while (shift < LARGEST_SHIFT && smallestCap >> (shift + 1) >= LEAST_OF_A_CAPPED_KEY) {
      shift++;
    }
    return new KeySample(shift);
  }

  /** Returns whether a key may be capped, or the budget exceeded. */
  boolean isNearALimit(BlockingLedger ledger, LinkSpec spec, long maxPairs) {
    if (shift == 0) {
      return true;
    }
    KeyMaker keyMaker = new KeyMaker(spec);
    KeyTally tally = new KeyTally(1);
    // Ids are hashes, so the smallest ones are a random sample.
    ledger.forEachMentionBelow(
        Long.MIN_VALUE + (1L << (Long.SIZE - shift)),
        mention -> {
          Keys keys = keyMaker.numbers(mention);
          for (int position = 0; position < keys.size(); position++) {
            tally.add(0, keys.rule(position), keys.hash(position), mention.id());
          }
        });
    double[] pairs = {0};
    boolean[] isNearACap = {false};
    tally.forEach(
        (rule, key, counts, witness) -> {
          pairs[0] += counts[0] * (counts[0] - 1.0) / 2;
          isNearACap[0] |= ((2L * counts[0]) << shift) > spec.blocking().get(rule).cap();
        });
    return isNearACap[0] || CAUTION * Math.scalb(pairs[0], 2 * shift) > maxPairs;
  }
}
