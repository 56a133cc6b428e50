package io.linkgrid.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which files are whole: those that were seen with the same size and times for long enough.
 * How old a file says it is does not count, since clocks of network drives differ. Not safe for
 * several threads.
 */
final class Arrivals {
  private final InstantSource clock;
  private final Duration settle;
  private Map<String, Seen> before = new HashMap<>();

  /** Since when a file looks as it does. */
  private record Seen(String stamp, Instant since) {}

  /**
   * Nothing was seen yet.
   *
   * @param settle how long a file must not change
   */
  Arrivals(InstantSource clock, Duration settle) {
    this.clock = clock;
    this.settle = settle;
  }

  /** Takes what is there now, and returns those of them that are whole, in the same order. */
  List<Sighting> whole(List<Sighting> there) {
    Instant now = clock.instant();
    Map<String, Seen> seen = new HashMap<>();
    List<Sighting> whole = new ArrayList<>();
    for (Sighting file : there) {
      Seen known = before.get(file.name());
      Seen since =
          known != null && known.stamp().equals(file.stamp()) ? known : new Seen(file.stamp(), now);
      seen.put(file.name(), since);
      if (!since.since().plus(settle).isAfter(now)) {
        whole.add(file);
      }
    }
    before = seen;
    return whole;
  }
}
