package io.linkgrid.generate;

/**
 * A permutation of 0 to n-1 that is computed and not stored: a Feistel network over the next power
 * of four, walked until it falls below n. The same seed and n give the same permutation.
 */
final class Shuffle {
  private static final int ROUNDS = 4;

  private final long size;
  private final int halfBits;
  private final long mask;
  private final long[] keys = new long[ROUNDS];

  Shuffle(long seed, long number, long size) {
    this.size = size;
    int bits = Math.max(2, 64 - Long.numberOfLeadingZeros(Math.max(1, size - 1)));
    halfBits = (bits + 1) / 2;
    mask = (1L << halfBits) - 1;
    Dice dice = Dice.of(seed, Dice.Purpose.SHUFFLE, number);
    for (int round = 0; round < ROUNDS; round++) {
      keys[round] = dice.bits();
    }
  }

  /** Returns the place of a position; different positions have different places. */
  long of(long position) {
    if (position < 0 || position >= size) {
      throw new IllegalArgumentException(
          "A position is from 0 to " + (size - 1) + ", but found " + position);
    }
    long place = position;
    do {
      place = scramble(place);
    } while (place >= size);
    return place;
  }

  private long scramble(long value) {
    long left = value >>> halfBits;
    long right = value & mask;
    for (long key : keys) {
      long mixed = (right + key) * 0x9E3779B97F4A7C15L;
      mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L;
      long next = left ^ ((mixed >>> 32) & mask);
      left = right;
      right = next;
    }
    return (left << halfBits) | right;
  }
}
