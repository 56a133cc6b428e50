package io.linkgrid.serve;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many requests a client may make: so many a second, twice as many at once (a token bucket).
 * Clients that were not seen for longest are forgotten first. Safe for any number of threads.
 */
final class RateLimit {
  private static final int REMEMBERED = 10_000;
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final LongSupplier nanoTime;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** What a client has left, and when that was so. */
  private record Bucket(double left, long at) {}

  RateLimit(int perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
  }

  /** Returns whether a client may go on, and counts it. */
  synchronized boolean allows(String client) {
    long now = nanoTime.getAsLong();
    Bucket bucket = buckets.get(client);
    double most = 2 * perSecond;
    double left =
        bucket == null
            ? most
            : Math.min(most, bucket.left() + (now - bucket.at()) / NANOS * perSecond);
    boolean allowed = left >= 1;
    buckets.put(client, new Bucket(allowed ? left - 1 : left, now));
    return allowed;
  }
}
