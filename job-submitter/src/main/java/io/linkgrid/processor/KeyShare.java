package io.linkgrid.processor;

import java.io.Serializable;
import java.util.List;

/**
 * What one vertex counted of the keys that it owns.
 *
 * @param rules pairs of each rule and turn, summed over the keys
 * @param keys the largest keys, and all that are capped
 */
record KeyShare(List<RulePairs> rules, List<KeyCount> keys) implements Serializable {
  /**
   * How many mentions have a key.
   *
   * @param rule the position of its rule
   * @param key its hash
   * @param mentions by turn
   * @param witness the smallest id of a mention that has it
   */
  record KeyCount(int rule, long key, int[] mentions, long witness) implements Serializable {
    /** The mentions of the turns before this one. */
    long before(int turn) {
      long sum = 0;
      for (int i = 0; i < turn; i++) {
        sum += mentions[i];
      }
      return sum;
    }

    long pairs(int turn) {
      return mentions[turn] * before(turn) + mentions[turn] * (mentions[turn] - 1L) / 2;
    }

    boolean exceeds(int cap, int turn) {
      return before(turn + 1) > cap;
    }
  }

  /**
   * Pairs of a rule.
   *
   * @param rule the position of the rule
   * @param turn whose mentions are new
   * @param node the member that counted
   * @param withReference of a new mention and an earlier one
   * @param amongNew of two new ones
   */
  record RulePairs(int rule, int turn, String node, long withReference, long amongNew)
      implements Serializable {}
}
