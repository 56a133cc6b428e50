package io.linkgrid.system;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What went on in a soak, and when, so that slow requests can be told apart. Thread-safe. */
final class SoakEvents {
  /** What can go on, the likelier reason for a slow answer first. */
  enum Event {
    POSTGRES_AWAY("Postgres is away"),
    LOADING("the reference is loaded"),
    NODE_LEAVES("a node leaves"),
    NODE_STARTS("a node is away and starts"),
    NODE_IS_NEW("a node is there for less than ten seconds"),
    WATCH_STARTS("the watch starts"),
    HEAP_LOOK("a heap is collected to be looked at"),
    FILE("a file is linked"),
    NONE("none of these");

    private final String words;

    Event(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private record Span(Event event, Instant from, Instant to) {}

  private final ConcurrentLinkedQueue<Span> spans = new ConcurrentLinkedQueue<>();

  void add(Event event, Instant from, Instant to) {
    spans.add(new Span(event, from, to));
  }

  /** Adds what is done, from when it begins until a while after it has ended. */
  <T> T during(Event event, Duration after, Callable<T> work) throws Exception {
    Instant from = Instant.now();
    try {
      return work.call();
    } finally {
      add(event, from, Instant.now().plus(after));
    }
  }

  /**
   * Returns what went on while somebody waited; where that is several things, the first of them.
   */
  Event between(Instant from, Instant to) {
    List<Event> met =
        spans.stream()
            .filter(span -> !span.from().isAfter(to) && !span.to().isBefore(from))
            .map(Span::event)
            .toList();
    Optional<Event> first = met.stream().min(Comparator.naturalOrder());
    return first.orElse(Event.NONE);
  }
}
