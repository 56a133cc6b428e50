package io.linkgrid.blocking;

import io.linkgrid.clean.AddressParts;
import io.linkgrid.comparison.Sounds;
import io.linkgrid.model.Mention;
import io.linkgrid.spec.AttributeType;
import io.linkgrid.spec.BlockingRule;
import io.linkgrid.spec.KeyPart;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.TermTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

  private static final AddressParts NO_ADDRESS = new AddressParts("", "", "");

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

  /** Returns the values of a mention, ready to be taken apart. Belongs to one thread. */
  Reading read(Mention mention) {
    return new Reading(mention);
  }

  /** One mention; an address is taken apart once, however many parts of it are asked for. */
  final class Reading {
    private final Mention mention;
    private int addressOf = -1;
    private AddressParts address = NO_ADDRESS;

    private Reading(Mention mention) {
      this.mention = mention;
    }

    /** Returns the texts of a part of its value; none when the part is absent. */
    List<String> parts(KeyPart part) {
      String value = mention.values().get(part.attribute());
      if (isOfAddress(part) && addressOf != part.attribute()) {
        address = AddressParts.parse(value);
        addressOf = part.attribute();
      }
      return KeyParts.this.parts(part, value, address);
    }
  }

  /** Returns the texts of a part of a value; none when the part is absent. */
  List<String> parts(KeyPart part, String value) {
    return parts(part, value, isOfAddress(part) ? AddressParts.parse(value) : NO_ADDRESS);
  }

  private boolean isOfAddress(KeyPart part) {
    return !part.part().isEmpty()
        && spec.attributes().get(part.attribute()).type() == AttributeType.US_ADDRESS;
  }

  private List<String> parts(KeyPart part, String value, AddressParts address) {
    if (value.isEmpty()) {
      return List.of();
    }
    if (part.part().isEmpty()) {
      return List.of(value);
    }
    return isOfAddress(part) ? present(ofUsAddress(part.part(), address)) : ofText(part, value);
  }

  private List<String> ofText(KeyPart part, String value) {
    return switch (part.part()) {
      case "first-token" -> List.of(words(value).stream().findFirst().orElse(value));
      case "sorted-tokens" -> List.of(String.join(" ", words(value).stream().sorted().toList()));
      case "rare-tokens" -> rareWords(value, spec.terms(part.attribute()));
      case "numbers" -> numbers(value);
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

  private static List<String> numbers(String value) {
    List<String> numbers = new ArrayList<>(NUMBERS);
    for (String word : words(value)) {
      if (Character.isDigit(word.charAt(0))
          && !numbers.contains(word)
          && numbers.size() < NUMBERS) {
        numbers.add(word);
      }
    }
    return numbers;
  }

  private static String ofUsAddress(String part, AddressParts address) {
    return switch (part) {
      case "number" -> address.number();
      case "number-digits" -> digits(address.number());
      case "street" -> address.street();
      case "street-start" ->
          address.street().substring(0, Math.min(STREET_START, address.street().length()));
      default ->
          throw new IllegalArgumentException("The spec reader let an unknown part pass: " + part);
    };
  }

  /** The digits of a house number in order, but for its zeros: 0340 is 340 as well as 3040. */
  private static String digits(String number) {
    String withoutZeros = sorted(number).replace("0", "");
    return withoutZeros.isEmpty() ? number : withoutZeros;
  }

  /**
   * The rarest words of a value, fewest records first; words that very many records have, and
   * single letters, are no keys.
   */
  private static List<String> rareWords(String value, TermTable terms) {
    double most = Math.max(RARE_ANYWHERE, 3 * Math.sqrt((double) terms.records()));
    // Few and short: put each in its place, with its count beside it.
    List<String> rarest = new ArrayList<>(RARE_WORDS + 1);
    int[] counts = new int[RARE_WORDS + 1];
    for (String word : words(value)) {
      if (word.length() < SHORTEST_WORD || rarest.contains(word)) {
        continue;
      }
      int count = terms.wordCount(word);
      if (count > most) {
        continue;
      }
      int place = rarest.size();
      while (place > 0 && isRarer(word, count, rarest.get(place - 1), counts[place - 1])) {
        counts[place] = counts[place - 1];
        place--;
      }
      counts[place] = count;
      rarest.add(place, word);
      if (rarest.size() > RARE_WORDS) {
        rarest.remove(RARE_WORDS);
      }
    }
    return rarest;
  }

  private static boolean isRarer(String word, int count, String other, int otherCount) {
    return count != otherCount ? count < otherCount : word.compareTo(other) < 0;
  }

  private static List<String> words(String value) {
    List<String> words = new ArrayList<>();
    int start = 0;
    while (start < value.length()) {
      int space = value.indexOf(' ', start);
      int end = space < 0 ? value.length() : space;
      if (end > start && !(end == start + 1 && value.charAt(start) == ';')) {
        words.add(value.substring(start, end));
      }
      start = end + 1;
    }
    return words;
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
