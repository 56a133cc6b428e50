package io.linkgrid.report;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a run is. To a person at a terminal it is one live line with a bar, the rate and
 * the time left; to a log it is a line when a stage starts, one when it ends, and between them at
 * most one in five seconds. Safe for any number of threads.
 */
public final class Progress {
  /** The environment variable that turns colours off; see no-color.org. */
  private static final String NO_COLOR = "NO_COLOR";

  private static final long NANOS = 1_000_000_000L;
  private static final long BETWEEN_LINES = 5 * NANOS;
  private static final int MILLIS_BETWEEN_BARS = 200;
  private static final int WIDTH = 79;
  private static final int WIDEST_BAR = 24;
  private static final int NARROWEST_BAR = 8;

  /** What stands around the bar: two blanks, and the percentage with its own. */
  private static final int SPACES = 10;

  private static final String START_OF_LINE = "\r\u001b[K";
  private static final String GREEN = "\u001b[32m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintStream err;
  private final boolean terminal;
  private final boolean color;
  private final LongSupplier nanoTime;

  /** The stage that owns the live line; another one that runs at the same time has none. */
  private @Nullable Stage live;

  /** Whether nothing is shown any more. */
  private boolean ended;

  /** Who is told as well; nobody at first. */
  private volatile Follower follower = seen -> {};

  /**
   * How far a stage is.
   *
   * @param stage its name
   * @param done how much is done
   * @param total of how much; -1 when nobody knows
   * @param unit what is counted, in the plural
   * @param text the same in the words of a log
   * @param over whether it has ended
   */
  public record Seen(String stage, long done, long total, String unit, String text, boolean over) {}

  /** Is told how far stages are. */
  @FunctionalInterface
  public interface Follower {
    /** Takes what is seen; comes from any thread, and must not wait. */
    void see(Seen seen);
  }

  /**
   * Has somebody told as well: when a stage starts, when it ends, and at most once a second between
   * them.
   */
  public void follow(Follower told) {
    follower = told;
  }

  Progress(PrintStream err, boolean terminal, boolean color, LongSupplier nanoTime) {
    this.err = err;
    this.terminal = terminal;
    this.color = color;
    this.nanoTime = nanoTime;
  }

  /**
   * Returns a progress that is shown here.
   *
   * @param err where to
   * @param terminal whether a person looks at it
   * @param color whether that person wants colours; {@code NO_COLOR} in the environment says no
   */
  public static Progress on(PrintStream err, boolean terminal, boolean color) {
    String noColor = System.getenv(NO_COLOR);
    return new Progress(
        err, terminal, color && (noColor == null || noColor.isEmpty()), System::nanoTime);
  }

  /**
   * Starts a stage that counts records.
   *
   * @param total how many there are, or -1 when nobody knows
   */
  public Stage stage(String name, long total) {
    return stage(name, total, "records");
  }

  /**
   * Starts a stage.
   *
   * @param total how many there are, or -1 when nobody knows
   * @param unit what is counted, in the plural
   */
  public Stage stage(String name, long total, String unit) {
    return new Stage(name, total, unit);
  }

  /** Shows nothing any more: something else is said last. */
  public synchronized void end() {
    if (terminal && !ended) {
      err.print(START_OF_LINE);
      err.flush();
    }
    ended = true;
  }

  private synchronized void say(String line) {
    if (ended) {
      return;
    }
    err.print((terminal ? START_OF_LINE : "") + line + "\n");
    err.flush();
  }

  /** A stretch of work. Close it, so that no live line is left on the screen when it fails. */
  public final class Stage implements AutoCloseable {
    private final String name;
    private final long total;
    private final String unit;
    private final long started;
    private final @Nullable ProgressBar bar;
    private long lastLine;
    private long lastTold;
    private long done;
    private boolean over;

    private Stage(String name, long total, String unit) {
      this.name = name;
      this.total = total;
      this.unit = unit;
      this.started = nanoTime.getAsLong();
      this.lastLine = started;
      this.lastTold = started;
      synchronized (Progress.this) {
        if (!terminal) {
          this.bar = null;
          say(name + ": " + beginning());
        } else if (live == null) {
          live = this;
          this.bar =
              new ProgressBarBuilder()
                  .setTaskName(name)
                  .setInitialMax(total)
                  .setUpdateIntervalMillis(MILLIS_BETWEEN_BARS)
                  .setConsumer(new LiveLine())
                  .setRenderer((state, width) -> liveLine())
                  .continuousUpdate()
                  .clearDisplayOnFinish()
                  .build();
        } else {
          this.bar = null;
        }
      }
      follower.see(new Seen(name, 0, total, unit, beginning(), false));
    }

    private String beginning() {
      return "started" + (total < 0 ? "" : ", " + count(total) + " " + unit);
    }

    /** Says how much is done by now, from the stage's start. Cheap enough for every batch. */
    public void advanceTo(long doneByNow) {
      synchronized (Progress.this) {
        if (over) {
          return;
        }
        done = Math.max(done, doneByNow);
        if (bar != null) {
          bar.stepTo(done);
        } else if (!terminal && nanoTime.getAsLong() - lastLine >= BETWEEN_LINES) {
          lastLine = nanoTime.getAsLong();
          say(name + ": " + numbers() + left());
        }
        if (nanoTime.getAsLong() - lastTold >= NANOS) {
          lastTold = nanoTime.getAsLong();
          follower.see(new Seen(name, done, total, unit, numbers() + left(), false));
        }
      }
    }

    /** Ends the stage with a line that says how far it came. Once more does nothing. */
    public void finish() {
      synchronized (Progress.this) {
        if (over) {
          return;
        }
        over = true;
      }
      if (bar != null) {
        // Outside the lock: it waits for the thread that draws.
        bar.close();
      }
      synchronized (Progress.this) {
        if (live == this) {
          live = null;
        }
        String time = SummaryTable.seconds(seconds()) + " s";
        String text = total < 0 && done == 0 ? time : numbers() + ", " + time;
        say(name + ": " + text);
        follower.see(new Seen(name, done, total, unit, text, true));
      }
    }

    /** The same as {@link #finish}. */
    @Override
    public void close() {
      finish();
    }

    private String numbers() {
      String of = total < 0 ? "" : " of " + count(total);
      return count(done) + of + " " + unit + ", " + count(Math.round(rate())) + "/s";
    }

    private String left() {
      if (total < 0 || rate() <= 0) {
        return "";
      }
      long seconds = Math.round(Math.max(0, total - done) / rate());
      return ", " + duration(seconds) + " left";
    }

    private double rate() {
      double seconds = seconds();
      return seconds <= 0 ? 0 : done / seconds;
    }

    private double seconds() {
      return (double) (nanoTime.getAsLong() - started) / NANOS;
    }

    private String liveLine() {
      synchronized (Progress.this) {
        String text = numbers() + left();
        return name + "  " + bar(WIDTH - name.length() - text.length() - SPACES) + text;
      }
    }

    /** Draws the bar and the percentage, as wide as there is room; nothing without a total. */
    private String bar(int room) {
      int width = Math.min(WIDEST_BAR, room);
      if (total <= 0 || width < NARROWEST_BAR) {
        return "";
      }
      double share = Math.min(1, (double) done / total);
      int full = (int) (width * share);
      String bar = "█".repeat(full) + "░".repeat(width - full);
      return (color ? GREEN + bar + PLAIN : bar)
          + String.format(Locale.ROOT, " %3d %%  ", (int) (100 * share));
    }
  }

  private static String count(long number) {
    return SummaryTable.count(number);
  }

  private static String duration(long seconds) {
    Duration left = Duration.ofSeconds(seconds);
    if (left.toMinutes() == 0) {
      return left.toSeconds() + " s";
    }
    return left.toHours() == 0
        ? left.toMinutes() + " min " + left.toSecondsPart() + " s"
        : left.toHours() + " h " + left.toMinutesPart() + " min";
  }

  /** Draws over the line that is there. */
  private final class LiveLine implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      return WIDTH;
    }

    @Override
    public void accept(String line) {
      synchronized (Progress.this) {
        if (!ended) {
          err.print(START_OF_LINE + line);
          err.flush();
        }
      }
    }

    @Override
    public void clear() {
      accept("");
    }

    @Override
    public void close() {
      err.flush();
    }
  }
}
