package io.linkgrid.spec;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything that is wrong with one spec, gathered so that it can be told at once. */
final class Problems {
  private static final int LONGEST_SHOWN = 60;

  /** What is wrong, and on which line. */
  private record Problem(int line, String sentence) {}

  private final String where;

  /** A set, because a part that is used twice through an alias has its problems once. */
  private final Set<Problem> problems = new LinkedHashSet<>();

  Problems(String where) {
    this.where = where;
  }

  /** Notes a problem on a line, counted from 1. */
  void add(int line, String sentence) {
    problems.add(new Problem(line, sentence));
  }

  /** Throws all problems in the order of their lines, if there are any. */
  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new LinkgridException(Kind.USAGE, message());
    }
  }

  /** Returns the one problem after which nothing else can be checked. */
  LinkgridException fatal(int line, String sentence, Throwable cause) {
    add(line, sentence);
    return new LinkgridException(Kind.USAGE, message(), cause);
  }

  private String message() {
    return problems.stream()
        .sorted(Comparator.comparingInt(Problem::line))
        .map(problem -> where + " line " + problem.line() + ": " + problem.sentence())
        .collect(Collectors.joining("\n"));
  }

  /** Returns a text of the spec in quotes, on one line and not too long. */
  static String quoted(String text) {
    return "'" + shown(text) + "'";
  }

  /** Returns a text of the spec on one line and not too long. */
  static String shown(String text) {
    String line = oneLine(text);
    return line.codePointCount(0, line.length()) <= LONGEST_SHOWN
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST_SHOWN)) + "…";
  }

  /** Returns the text with blanks in place of line ends and other control characters. */
  static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}]+", " ");
  }
}
