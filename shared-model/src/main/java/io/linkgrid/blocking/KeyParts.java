package io.linkgrid.blocking;

import io.linkgrid.clean.AddressParts;
import io.linkgrid.comparison.Sounds;
import io.linkgrid.spec.AttributeType;
import io.linkgrid.spec.BlockingRule;
import io.linkgrid.spec.KeyPart;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.TermTable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The parts of values that make blocking keys. */
final class KeyParts {
  /** The rarest words of a value that become keys. */
  private static final int RARE_WORDS = 3;

  private static final int NUMBERS = 2;
  private static final int SURNAMES = 4;
  private static final int STREET_START = 5;
  private static final int SHORTEST_WORD = 2;

  /** A word that so many records have is always rare enough to be a key. */
  private static final int RARE_ANYWHERE = 50;

  private final LinkSpec spec;

  KeyParts(LinkSpec spec) {
    this.spec = spec;
  }

  /** Returns how many keys a rule can give for one record. */
  int most(BlockingRule rule) {
    return rule.parts().stream()
        .mapToInt(
            part ->
                switch (part.part()) {
                  case "rare-tokens" -> RARE_WORDS;
                  case "numbers" -> NUMBERS;
                  case "surnames" -> SURNAMES;
                  default -> 1;
                })
        .reduce(1, (a, b) -> a * b);
  }

  /** Returns the texts of a part of a value; none when the part is absent. */
  List<String> parts(KeyPart part, String value) {
    if (value.isEmpty()) {
      return List.of();
    }
    if (part.part().isEmpty()) {
      return List.of(value);
    }
    AttributeType type = spec.attributes().get(part.attribute()).type();
    if (type == AttributeType.US_ADDRESS) {
      return present(ofUsAddress(part.part(), AddressParts.parse(value)));
    }
    return switch (part.part()) {
      case "first-token" -> List.of(words(value).findFirst().orElse(value));
      case "sorted-tokens" -> List.of(String.join(" ", words(value).sorted().toList()));
      case "rare-tokens" -> rareWords(value, spec.terms(part.attribute()));
      case "numbers" ->
          words(value)
              .filter(w -> Character.isDigit(w.charAt(0)))
              .distinct()
              .limit(NUMBERS)
              .toList();
      case "surnames" ->
          Arrays.stream(value.split(" ; ", -1))
              .map(name -> name.substring(name.lastIndexOf(' ') + 1))
              .filter(w -> !w.isEmpty())
              .distinct()
              .sorted()
              .limit(SURNAMES)
              .toList();
      case "sound" -> present(Sounds.of(value));
      case "user" -> present(value.substring(0, Math.max(0, value.indexOf('@'))));
      case "year" -> List.of(value.substring(0, value.indexOf('-')));
      default ->
          throw new IllegalArgumentException("The spec reader let an unknown part pass: " + part);
    };
  }

  private static String ofUsAddress(String part, AddressParts address) {
    return switch (part) {
      case "number" -> address.number();
      case "number-digits" -> sorted(address.number());
      case "street" -> address.street();
      case "street-start" ->
          address.street().substring(0, Math.min(STREET_START, address.street().length()));
      default ->
          throw new IllegalArgumentException("The spec reader let an unknown part pass: " + part);
    };
  }

  /**
   * The rarest words of a value, fewest records first; words that very many records have, and
   * single letters, are no keys.
   */
  private static List<String> rareWords(String value, TermTable terms) {
    double most = Math.max(RARE_ANYWHERE, 3 * Math.sqrt((double) terms.records()));
    return words(value)
        .filter(w -> w.length() >= SHORTEST_WORD && terms.wordCount(w) <= most)
        .distinct()
        .sorted(
            Comparator.<String>comparingInt(terms::wordCount)
                .thenComparing(Comparator.naturalOrder()))
        .limit(RARE_WORDS)
        .toList();
  }

  private static Stream<String> words(String value) {
    return Arrays.stream(value.split(" ", -1)).filter(w -> !w.isEmpty() && !w.equals(";"));
  }

  private static List<String> present(String text) {
    return text.isEmpty() ? List.of() : List.of(text);
  }

  private static String sorted(String digits) {
    char[] chars = digits.toCharArray();
    Arrays.sort(chars);
    return new String(chars);
  }
}
