package io.linkgrid.lookup;

import io.linkgrid.model.Mention;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks records up at a steady rate, one by one, and measures how long each answer took from the
 * moment at which it was due. A slow answer so delays nobody's clock: what had to wait behind it
 * counts as slow too (no coordinated omission; Tene 2013).
 *
 * @param asked lookups in all
 * @param failed those that got no answer
 * @param seconds from the first to the last answer
 * @param p50 milliseconds within which half of the answers came
 * @param p99 milliseconds within which 99 of 100 came
 * @param max milliseconds of the slowest
 */
public record LookupRate(
    int asked, int failed, double seconds, double p50, double p99, double max) {
  private static final int ASKERS = 64;
  private static final double NANOS_A_MILLI = 1e6;
  private static final double NANOS = 1e9;

  /** Asks about the mentions in turn. */
  public static LookupRate measure(
      ReferenceLookup lookup, List<Mention> mentions, int perSecond, Duration time) {
    int count = Math.toIntExact(Math.max(1, perSecond * time.toMillis() / 1000));
    long[] nanos = new long[count];
    AtomicInteger failed = new AtomicInteger();
    CountDownLatch answered = new CountDownLatch(count);
    ExecutorService askers = Executors.newFixedThreadPool(ASKERS);
    long begin = System.nanoTime();
    try {
      for (int i = 0; i < count; i++) {
        int number = i;
        long due = begin + (long) (i * NANOS / perSecond);
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
          LockSupport.parkNanos(wait);
        }
        askers.execute(
            () -> {
              try {
                lookup.find(List.of(mentions.get(number % mentions.size())));
              } catch (RuntimeException e) {
                failed.incrementAndGet();
              } finally {
                nanos[number] = System.nanoTime() - due;
                answered.countDown();
              }
            });
      }
      if (!answered.await(1, TimeUnit.MINUTES)) {
        failed.addAndGet((int) answered.getCount());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      askers.shutdownNow();
    }
    double seconds = (System.nanoTime() - begin) / NANOS;
    Arrays.sort(nanos);
    return new LookupRate(
        count,
        failed.get(),
        seconds,
        nanos[count / 2] / NANOS_A_MILLI,
        nanos[Math.min(count - 1, (int) Math.ceil(count * 0.99))] / NANOS_A_MILLI,
        nanos[count - 1] / NANOS_A_MILLI);
  }

  /** Returns the measurement as a sentence. */
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "%,d lookups in %.1f s (%.0f/s), %,d failed: p50 %.2f ms, p99 %.2f ms, max %.2f ms.",
        asked,
        seconds,
        asked / seconds,
        failed,
        p50,
        p99,
        max);
  }
}
