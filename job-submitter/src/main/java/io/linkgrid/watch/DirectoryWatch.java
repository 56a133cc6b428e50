package io.linkgrid.watch;

import io.linkgrid.job.LinkRun.Linked;
import io.linkgrid.job.Notices;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.source.ShownText;
import io.linkgrid.watch.Handled.Outcome;
import io.linkgrid.watch.WatchLedger.Begun;
import io.linkgrid.watch.WatchLedger.Ended;
import io.linkgrid.watch.WatchSettings.Until;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/**
 * Links each file that arrives in a directory, once: when it is whole, one after the other, the
 * oldest first. What became of a file is written down before it is moved, and that it was begun
 * before it is linked; linking is idempotent by content. So whatever is killed at whatever moment,
 * a watch that starts again goes on there. {@link #stop} may be called from any thread; all else
 * belongs to one.
 */
public final class DirectoryWatch {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  /** A directory that takes long to read is looked at so much less often. */
  private static final int LOOKS_APART = 10;

  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** A fault of linkgrid may be one of a moment; after so many a file is not tried again. */
  private static final int TRIES = 3;

  private static final double NANOS = 1e9;

  private final WatchSettings settings;
  private final WatchedDirectory directory;
  private final WatchLedger ledger;
  private final Linking linking;
  private final Notices notices;
  private final Consumer<Handled> told;
  private final Arrivals arrivals;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Files that need nothing more, by name, with the stamp under which that is so. */
  private final Map<String, String> settled = new HashMap<>();

  /** Files that wait for others, since something failed that was not theirs. */
  private final Set<String> putOff = new HashSet<>();

  private final Map<String, Integer> faults = new HashMap<>();
  private Duration wait = SHORTEST_WAIT;
  private boolean waiting;

  /** Whether a file turned out not to have been whole since the last look. */
  private boolean lookAgain;

  /**
   * A watch that has not begun.
   *
   * @param notices takes sentences for the user
   * @param told takes what became of each file, when that is written down
   */
  public DirectoryWatch(
      WatchSettings settings,
      Jdbi jdbi,
      Linking linking,
      InstantSource clock,
      Notices notices,
      Consumer<Handled> told) {
    this.settings = settings;
    this.directory = settings.directory();
    this.ledger = new WatchLedger(jdbi, directory.path().toString());
    this.linking = linking;
    this.notices = notices;
    this.told = told;
    this.arrivals = new Arrivals(clock, settings.settle());
  }

  /** Ends the watch after the file that is at work; the caller sees to it that that one ends. */
  public void stop() {
    stopped.countDown();
  }

  /**
   * Watches until it is stopped, or until all files are handled.
   *
   * @return how many files could not be used
   * @throws LinkgridException of kind CANCELLED if somebody cancelled the run of a file; of kind
   *     GRID or DATABASE, if it does not wait for them because it ends by itself
   */
  public int run() throws Exception {
    int failed = 0;
    while (!isStopped()) {
      long begin = System.nanoTime();
      Duration look = Duration.ZERO;
      boolean over;
      lookAgain = false;
      try {
        List<Sighting> there = directory.look();
        look = Duration.ofNanos(System.nanoTime() - begin);
        List<Sighting> open = unsettled(there);
        List<Sighting> whole = arrivals.whole(open);
        failed += handle(whole);
        over = whole.size() == open.size() && putOff.isEmpty() && !lookAgain;
        goesOn();
      } catch (IOException e) {
        over = false;
        await(
            new Trouble(Kind.DATA, "Cannot read " + directory.path() + ": " + e.getMessage() + "."),
            e);
      } catch (PutOffException e) {
        over = false;
        await(e.trouble, e.failure);
      } catch (Exception e) {
        over = false;
        Trouble trouble = Trouble.of(e);
        if (!trouble.passes()) {
          throw e;
        }
        await(trouble, e);
      }
      if (over && settings.until() == Until.EMPTY) {
        break;
      }
      pause(max(BETWEEN_LOOKS, look.multipliedBy(LOOKS_APART)));
    }
    return failed;
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private void pause(Duration time) throws InterruptedException {
    if (stopped.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
      // Asked again by the loop.
      return;
    }
  }

  /** Files that are there and need something; of others nothing is kept once they are gone. */
  private List<Sighting> unsettled(List<Sighting> there) {
    Set<String> names = new HashSet<>();
    there.forEach(file -> names.add(file.name()));
    settled.keySet().retainAll(names);
    faults.keySet().retainAll(names);
    putOff.retainAll(names);
    return there.stream().filter(file -> !file.stamp().equals(settled.get(file.name()))).toList();
  }

  private int handle(List<Sighting> whole) throws Exception {
    if (whole.isEmpty()) {
      return 0;
    }
    Map<String, Ended> ended = new HashMap<>();
    for (Ended each : ledger.ended(whole.stream().map(Sighting::name).toList())) {
      ended.put(each.name() + '\0' + each.stamp(), each);
    }
    List<Sighting> turns = new ArrayList<>(whole);
    // What made trouble must not keep others waiting.
    turns.sort((one, other) -> Boolean.compare(isPutOff(one), isPutOff(other)));
    int failed = 0;
    for (Sighting file : turns) {
      if (isStopped()) {
        break;
      }
      Ended before = ended.get(file.name() + '\0' + file.stamp());
      if (before != null) {
        place(file, before.outcome(), before.message());
      } else {
        failed +=
            (int) take(file).filter(each -> each.outcome() == Outcome.FAILED).stream().count();
      }
    }
    return failed;
  }

  private boolean isPutOff(Sighting file) {
    return putOff.contains(file.name());
  }

  /** Links a file; returns what became of it, nothing if that is still open. */
  private Optional<Handled> take(Sighting file) throws Exception {
    Begun begun = ledger.begin(file);
    long begin = System.nanoTime();
    Handled handled;
    try {
      Linked linked = linking.link(directory.path().resolve(file.name()));
      handled = linked(file, begun, linked, (System.nanoTime() - begin) / NANOS);
    } catch (Exception e) {
      if (isStopped()) {
        return Optional.empty();
      }
      Optional<Sighting> now = directory.sighting(file.name());
      if (now.isEmpty() || !now.get().stamp().equals(file.stamp())) {
        ledger.forget(file);
        lookAgain = true;
        notices.say(
            ShownText.of(Path.of(file.name()))
                + (now.isEmpty() ? " went away" : " changed")
                + " while it was linked, so it was not whole; it is looked at again.");
        return Optional.empty();
      }
      Trouble trouble = Trouble.of(e);
      if (trouble.kind() == Kind.CANCELLED) {
        throw e;
      }
      if (isHopeful(file, trouble)) {
        putOff.add(file.name());
        throw new PutOffException(trouble, e);
      }
      handled =
          new Handled(
              file.name(),
              Outcome.FAILED,
              Optional.empty(),
              trouble.message(),
              (System.nanoTime() - begin) / NANOS);
    }
    ledger.end(file, handled);
    putOff.remove(file.name());
    told.accept(handled);
    place(file, handled.outcome(), handled.message());
    return Optional.of(handled);
  }

  /** A file could not be linked by no fault of its own: others may have their turn. */
  private static final class PutOffException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Trouble trouble;
    private final Exception failure;

    PutOffException(Trouble trouble, Exception failure) {
      super(failure);
      this.trouble = trouble;
      this.failure = failure;
    }
  }

  /** Returns whether the same file may be linked later. */
  private boolean isHopeful(Sighting file, Trouble trouble) {
    return switch (trouble.kind()) {
      case GRID, DATABASE -> true;
      case DATA, USAGE, CANCELLED -> false;
      case INTERNAL -> faults.merge(file.name(), 1, Integer::sum) < TRIES;
    };
  }

  private Handled linked(Sighting file, Begun begun, Linked linked, double seconds) {
    Optional<String> other = ledger.linkedAs(linked.fileId());
    // What was linked before, and by no arrival that ended, was linked by this one: it was cut
    // short.
    boolean duplicate = linked.before() && (other.isPresent() || begun == Begun.NOW);
    boolean changed =
        settings.done().isEmpty() && ledger.hadOtherContent(file.name(), linked.fileId());
    Outcome outcome = duplicate ? Outcome.DUPLICATE : changed ? Outcome.CHANGED : Outcome.LINKED;
    String message =
        duplicate
            ? "Its content was linked before, "
                + other
                    .map(name -> "as " + ShownText.of(Path.of(name)))
                    .orElse("by another command")
                + "; nothing was changed."
            : "";
    return new Handled(file.name(), outcome, Optional.of(linked), message, seconds);
  }

  /** Moves a file where it belongs, if it moves at all. */
  private void place(Sighting file, Outcome outcome, String message) {
    settled.put(file.name(), file.stamp());
    Optional<Path> into = outcome == Outcome.FAILED ? settings.failed() : settings.done();
    if (into.isEmpty()) {
      return;
    }
    try {
      Optional<Sighting> now = directory.sighting(file.name());
      if (now.isEmpty() || !now.get().stamp().equals(file.stamp())) {
        // Somebody has written to it since: what is there now is another arrival.
        return;
      }
      Path from = directory.path().resolve(file.name());
      if (outcome == Outcome.FAILED) {
        Placement.moveWithReason(from, into.get(), message);
      } else {
        Placement.move(from, into.get());
      }
    } catch (IOException e) {
      notices.say(
          "Cannot move "
              + ShownText.of(Path.of(file.name()))
              + " to "
              + into.get()
              + ": "
              + e
              + ". What became of it is in the database; it is moved at the next start.");
    }
  }

  private void await(Trouble trouble, Exception cause) throws Exception {
    if (isStopped()) {
      return;
    }
    if (settings.until() == Until.EMPTY) {
      throw cause instanceof LinkgridException
          ? cause
          : new LinkgridException(trouble.kind(), trouble.message(), cause);
    }
    notices.say(trouble.message() + " Waiting; tried again in " + wait.toSeconds() + " s.");
    waiting = true;
    pause(wait);
    Duration longer = wait.multipliedBy(2);
    wait = longer.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : longer;
  }

  private void goesOn() {
    if (waiting) {
      notices.say("It answers again; going on.");
    }
    waiting = false;
    wait = SHORTEST_WAIT;
  }
}
