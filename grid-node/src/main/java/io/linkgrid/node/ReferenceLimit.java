package io.linkgrid.node;

import io.linkgrid.grid.ReferenceRoom;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of a node's heap references may take, with their copies and what is prepared of them.
 *
 * @param percent a share of the heap; empty: not limited at all
 */
record ReferenceLimit(OptionalInt percent) {
  /** What is reckoned errs on the side of too much, so this leaves more than a tenth for work. */
  static final ReferenceLimit USUAL = new ReferenceLimit(OptionalInt.of(90));

  static final String VARIABLE = "LINKGRID_MAX_REFERENCE";

  private static final ReferenceLimit NONE = new ReferenceLimit(OptionalInt.empty());
  private static final Pattern SHARE = Pattern.compile("(100|[1-9][0-9]?)%");
  private static final int WHOLE = 100;

  /** Returns the limit, or nothing if the text is none. */
  static Optional<ReferenceLimit> parse(String text) {
    if (text.equals("off")) {
      return Optional.of(NONE);
    }
    Matcher share = SHARE.matcher(text);
    return share.matches()
        ? Optional.of(new ReferenceLimit(OptionalInt.of(Integer.parseInt(share.group(1)))))
        : Optional.empty();
  }

  /** Says of a text that it is no limit. */
  static String problem(String text, String origin) {
    return "'" + text + "' of " + origin + " is no share of the heap (1% to 100%) and not off.";
  }

  /** Returns the room of a node with this heap, whose blocks have copies on other nodes. */
  ReferenceRoom of(long heapBytes, int copies) {
    return new ReferenceRoom(
        heapBytes,
        percent.isPresent() ? heapBytes / WHOLE * percent.getAsInt() : Long.MAX_VALUE,
        copies);
  }
}
