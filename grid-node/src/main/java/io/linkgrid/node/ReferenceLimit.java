package io.linkgrid.node;

import io.linkgrid.grid.ReferenceRoom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of a node's heap references may take, with their copies and what is prepared of them.
 *
 * @param amount a share of the heap in percent, or a number of bytes
 * @param unit what the amount is
 */
record ReferenceLimit(long amount, Unit unit) {
  /** How a limit is given. */
  enum Unit {
    PERCENT,
    BYTES,
    /** Not limited at all. */
    OFF
  }

  /** The rest is for the work itself, and for what the collector has not collected yet. */
  static final ReferenceLimit USUAL = new ReferenceLimit(70, Unit.PERCENT);

  static final String VARIABLE = "LINKGRID_MAX_REFERENCE";

  private static final ReferenceLimit NONE = new ReferenceLimit(0, Unit.OFF);
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})([%kKmMgG])");

  /** Returns the limit, or nothing if the text is none. */
  static Optional<ReferenceLimit> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return text.equals("off") ? Optional.of(NONE) : Optional.empty();
    }
    long number = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "%" ->
          number <= 100 ? Optional.of(new ReferenceLimit(number, Unit.PERCENT)) : Optional.empty();
      case "k", "K" -> Optional.of(new ReferenceLimit(number << 10, Unit.BYTES));
      case "m", "M" -> Optional.of(new ReferenceLimit(number << 20, Unit.BYTES));
      default -> Optional.of(new ReferenceLimit(number << 30, Unit.BYTES));
    };
  }

  /** Says of a text that it is no limit. */
  static String problem(String text, String origin) {
    return "'"
        + text
        + "' of "
        + origin
        + " is no share of the heap (1% to 100%), no size (600m, 3g) and not off.";
  }

  /** Returns the room of a node with this heap, whose blocks have copies on other nodes. */
  ReferenceRoom of(long heapBytes, int copies) {
    return new ReferenceRoom(
        heapBytes,
        switch (unit) {
          case PERCENT -> heapBytes / 100 * amount;
          case BYTES -> amount;
          case OFF -> Long.MAX_VALUE;
        },
        copies);
  }
}
