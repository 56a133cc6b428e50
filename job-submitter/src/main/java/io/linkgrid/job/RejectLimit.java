package io.linkgrid.job;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many rows of a file may be rejected before a run gives up on it: a share of its rows, or a
 * number.
 *
 * @param value the number, or the share in percent
 * @param unit which of the two
 */
public record RejectLimit(double value, Unit unit) {
  /** What the value counts. */
  public enum Unit {
    ROWS,
    PERCENT
  }

  /** A file of which more than a tenth cannot be used is most likely another file than meant. */
  public static final RejectLimit USUAL = new RejectLimit(10, Unit.PERCENT);

  /** Any number. */
  public static final RejectLimit NONE = new RejectLimit(100, Unit.PERCENT);

  private static final Pattern ROWS = Pattern.compile("[0-9]{1,15}");
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?)\\s?%");

  /**
   * Reads a limit such as {@code 500} or {@code 2.5%}.
   *
   * @throws LinkgridException USAGE if it is neither
   */
  public static RejectLimit parse(String text) {
    Matcher percent = PERCENT.matcher(text.strip());
    if (percent.matches() && Double.parseDouble(percent.group(1)) <= 100) {
      return new RejectLimit(Double.parseDouble(percent.group(1)), Unit.PERCENT);
    }
    if (ROWS.matcher(text.strip()).matches()) {
      return new RejectLimit(Long.parseLong(text.strip()), Unit.ROWS);
    }
    throw new LinkgridException(
        Kind.USAGE,
        "--max-rejects is '"
            + text
            + "', but a number of rows such as 500, or a share from 0% to 100% such as 2.5%, was"
            + " expected.");
  }

  /** Returns how many rows of a file of so many rows may be rejected. */
  public long of(long rows) {
    return switch (unit) {
      case ROWS -> (long) value;
      case PERCENT -> (long) Math.floor(rows * value / 100);
    };
  }

  /** Returns the limit as it is given on the command line. */
  @Override
  public String toString() {
    return switch (unit) {
      case ROWS -> Long.toString((long) value);
      case PERCENT ->
          (value == Math.rint(value)
                  ? Long.toString((long) value)
                  : String.format(Locale.ROOT, "%s", value))
              + "%";
    };
  }
}
