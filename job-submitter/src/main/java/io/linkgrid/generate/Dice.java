package io.linkgrid.generate;

import java.util.List;

/**
 * A pseudo-random sequence that is the same on every machine and every Java: SplitMix64, in integer
 * arithmetic only. Each thing that needs chance has dice of its own, named by a purpose and a
 * number, so that things can be made in any order. Not safe for several threads.
 */
final class Dice {
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private long state;

  private Dice(long state) {
    this.state = state;
  }

  /** Returns the dice of a thing: the same arguments give the same sequence. */
  static Dice of(long seed, Purpose purpose, long number) {
    long state = mix(seed + GOLDEN_RATIO * purpose.salt);
    return new Dice(mix(state ^ mix(number + GOLDEN_RATIO)));
  }

  /** What dice are for. The salts are part of the format: changing one changes all files. */
  enum Purpose {
    NAME(1),
    CHAIN(2),
    BUILDING(3),
    BUSINESS(4),
    VISITS(5),
    INSPECTION(6),
    ROW(7),
    ARRIVAL(8),
    SHUFFLE(9),
    STATION(10),
    TRIP(11);

    private final long salt;

    Purpose(long salt) {
      this.salt = salt;
    }
  }

  /** Returns 64 even bits. */
  long bits() {
    state += GOLDEN_RATIO;
    return mix(state);
  }

  /** Returns a number from 0 to {@code bound - 1}. */
  int below(int bound) {
    return (int) (((bits() >>> 32) * bound) >>> 32);
  }

  /** Returns a number from {@code lowest} to {@code highest}, both included. */
  int between(int lowest, int highest) {
    return lowest + below(highest - lowest + 1);
  }

  /** Returns a number from 0 to {@code bound - 1}, small ones more often than large ones. */
  int lowBelow(int bound) {
    return Math.min(below(bound), below(bound));
  }

  /** Returns true with this probability. */
  boolean chance(double probability) {
    return (bits() >>> 11) < probability * (1L << 53);
  }

  /** Returns one of the values, each as often as any other. */
  <T> T pick(List<T> values) {
    return values.get(below(values.size()));
  }

  /** Returns one of the values, the first ones more often than the last ones. */
  <T> T pickEarly(List<T> values) {
    return values.get(lowBelow(values.size()));
  }

  private static long mix(long value) {
    long mixed = value;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
