package io.linkgrid.comparison;

import io.linkgrid.comparison.TextComparators.Code;

/**
 * House numbers of up to seven digits, each packed into one number as {@link Code#packed} does, so
 * that many of them lie side by side and most are told apart without a look at the addresses. Which
 * ones are different is what {@link UsAddressComparator} says, here by arithmetic.
 */
final class HouseNumber {
  /** A number that is absent, longer, or not of digits alone. */
  static final int NOT_PACKED = 0;

  private HouseNumber() {}

  static int packed(Text number) {
    long packed = Code.packed(number);
    return packed > Integer.MAX_VALUE ? NOT_PACKED : (int) packed;
  }

  /**
   * Returns whether two numbers are different, no slip of each other and no neighbour's; of numbers
   * that are not packed it does not know, and says no.
   */
  static boolean areApart(int one, int other) {
    if (one == NOT_PACKED || other == NOT_PACKED || one == other) {
      return false;
    }
    int length = Code.length(one);
    int otherLength = Code.length(other);
    if (Math.min(length, otherLength) < 2) {
      return true;
    }
    return switch (length - otherLength) {
      // One digit apart is a neighbour; several may be the same digits in another order.
      case 0 -> Code.placesApart(one, other) > 1 && !Code.haveSameDigits(one, other);
      case 1 -> !Code.isOneDropped(one, other);
      case -1 -> !Code.isOneDropped(other, one);
      default -> true;
    };
  }
}
