package io.linkgrid.cli;

import io.linkgrid.control.RunAttempt;
import io.linkgrid.control.RunState;
import java.util.Locale;

/** An attempt at a run, for a person. */
final class StatusText {
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;

  private StatusText() {}

  static String render(RunAttempt attempt) {
    StringBuilder text = new StringBuilder();
    line(text, "run", attempt.runId().orElse("-") + " on '" + attempt.schema() + "'");
    line(text, "state", state(attempt));
    line(text, "command", attempt.command());
    line(
        text,
        "started",
        attempt.startedAt()
            + attempt.finishedAt().map(end -> ", ended " + end).orElse("")
            + attempt.seconds().map(s -> " (" + seconds(s) + ")").orElse(""));
    line(text, "by", by(attempt) + ", process " + attempt.pid());
    line(text, "grid", attempt.grid().isEmpty() ? "-" : attempt.grid());
    attempt
        .progress()
        .filter(p -> attempt.state() != RunState.DONE)
        .ifPresent(p -> line(text, "stage", p.stage() + ": " + p.text()));
    attempt.message().ifPresent(message -> line(text, "said", message));
    return text.toString().stripTrailing();
  }

  /** Returns how it stands, and what to do if that is not plain. */
  static String state(RunAttempt attempt) {
    String word = attempt.state().name().toLowerCase(Locale.ROOT);
    if (attempt.state() == RunState.ABANDONED) {
      return word + ": its command is gone without a word; run again to go on";
    }
    if (attempt.state() == RunState.RUNNING && attempt.cancelBy().isPresent()) {
      return word + ", asked to end by " + attempt.cancelBy().get();
    }
    return word
        + attempt
            .exitCode()
            .filter(code -> code != 0)
            .map(c -> " (exit code " + c + ")")
            .orElse("");
  }

  static String by(RunAttempt attempt) {
    return attempt.person().isEmpty() ? "-" : attempt.person() + "@" + attempt.host();
  }

  static String seconds(double seconds) {
    long whole = Math.round(seconds);
    if (whole < MINUTE) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return whole < HOUR
        ? whole / MINUTE + " min " + whole % MINUTE + " s"
        : whole / HOUR + " h " + whole % HOUR / MINUTE + " min";
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-9s %s%n", name, value));
  }
}
