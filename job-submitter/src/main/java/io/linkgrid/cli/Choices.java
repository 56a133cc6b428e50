package io.linkgrid.cli;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Options whose value is one of a few words, written in lower case. */
final class Choices {
  private Choices() {}

  /**
   * Returns the constant that a word stands for.
   *
   * @throws LinkgridException naming the words that are allowed
   */
  static <E extends Enum<E>> E of(String option, String word, E[] constants) {
    return Arrays.stream(constants)
        .filter(constant -> word(constant).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new LinkgridException(
                    Kind.USAGE,
                    option
                        + " is "
                        + Arrays.stream(constants)
                            .map(Choices::word)
                            .collect(Collectors.joining(" or "))
                        + ", but found '"
                        + word
                        + "'."));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
