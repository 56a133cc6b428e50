package io.linkgrid.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What happens to clean values on their way into a file: slips of the hand, words out of order,
 * short forms, values that are left out. A damaged name or address always differs from the clean
 * one.
 */
final class Damage {
  private static final String RESTAURANT = " Restaurant";
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
  private static final String DIGITS = "0123456789";
  private static final Map<String, String> LONG_SUFFIXES =
      Map.of(
          "St", "Street",
          "Ave", "Avenue",
          "Blvd", "Boulevard",
          "Way", "Wy",
          "Pl", "Place",
          "Ct", "Court",
          "Dr", "Drive",
          "Ln", "Lane");

  private final double share;

  /**
   * Damages this share of names, and of addresses; half as many zips and phones.
   *
   * @param share from 0 to 1
   */
  Damage(double share) {
    this.share = share;
  }

  String name(String clean, Dice dice) {
    if (!dice.chance(share)) {
      return clean;
    }
    String name = nameOnce(clean, dice);
    if (dice.chance(0.3)) {
      name = nameOnce(name, dice);
    }
    return name.equals(clean) ? replaceCharacter(clean, dice) : name;
  }

  private static String nameOnce(String name, Dice dice) {
    int kind = dice.below(100);
    if (kind < 22) {
      return dropCharacter(name, dice);
    } else if (kind < 40) {
      return replaceCharacter(name, dice);
    } else if (kind < 55) {
      return swapCharacters(name, dice);
    } else if (kind < 70) {
      return shuffleWords(name, dice);
    } else if (kind < 82) {
      return name.replace(" & ", " ").replace("'", "");
    } else if (kind < 92) {
      return name.endsWith(RESTAURANT)
          ? name.substring(0, name.length() - RESTAURANT.length())
          : name + RESTAURANT;
    }
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.equals(name) ? name.toLowerCase(Locale.ROOT) : upper;
  }

  String address(String clean, Dice dice) {
    if (!dice.chance(share)) {
      return clean;
    }
    String address = addressOnce(clean, dice);
    if (dice.chance(0.2)) {
      address = addressOnce(address, dice);
    }
    return address.equals(clean) ? replaceCharacter(clean, dice) : address;
  }

  private static String addressOnce(String address, Dice dice) {
    int kind = dice.below(100);
    if (kind < 40) {
      return otherSuffix(address);
    } else if (kind < 58) {
      int blank = address.indexOf(' ');
      return swapDigits(address.substring(0, Math.max(0, blank)), dice)
          + address.substring(Math.max(0, blank));
    } else if (kind < 70) {
      return dropCharacter(address, dice);
    } else if (kind < 82) {
      return swapCharacters(address, dice);
    } else if (kind < 92) {
      return replaceCharacter(address, dice);
    }
    return withoutUnit(address);
  }

  String zip(String clean, Dice dice) {
    if (!dice.chance(share / 2)) {
      return clean;
    }
    int kind = dice.below(100);
    if (kind < 50) {
      return swapDigits(clean, dice);
    } else if (kind < 75) {
      return "";
    } else if (kind < 80) {
      return City.STATE;
    } else if (kind < 85) {
      return "00000";
    } else if (kind < 90) {
      return clean.substring(0, 3);
    } else if (kind < 95) {
      return clean + "-" + dice.between(1000, 9999);
    }
    return clean + dice.between(1000, 9999);
  }

  /** Phones are left out far more often than they are wrong. */
  String phone(String clean, Dice dice) {
    if (clean.isEmpty() || dice.chance(Math.min(0.5, 4 * share))) {
      return "";
    }
    if (!dice.chance(share / 2)) {
      return clean;
    }
    return switch (dice.below(4)) {
      case 0 -> clean.substring(0, 5);
      case 1 -> clean.substring(clean.length() - 4);
      case 2 -> clean.substring(clean.length() - 2);
      default -> clean.substring(0, 2) + swapDigits(clean.substring(2), dice);
    };
  }

  private static String dropCharacter(String text, Dice dice) {
    if (text.length() < 4) {
      return text;
    }
    // the first character is lost more often than any other
    int at = dice.chance(0.15) ? 0 : dice.below(text.length());
    return new StringBuilder(text).deleteCharAt(at).toString();
  }

  private static String replaceCharacter(String text, Dice dice) {
    int at = dice.below(text.length());
    char old = text.charAt(at);
    String alphabet = Character.isDigit(old) ? DIGITS : LETTERS;
    int place = alphabet.indexOf(Character.toLowerCase(old));
    int other =
        place < 0
            ? dice.below(alphabet.length())
            : (place + 1 + dice.below(alphabet.length() - 1)) % alphabet.length();
    return text.substring(0, at) + alphabet.charAt(other) + text.substring(at + 1);
  }

  private static String swapCharacters(String text, Dice dice) {
    int at = dice.below(text.length() - 1);
    return swap(text, at);
  }

  /** Swaps two neighbours that differ, if there are any. */
  private static String swapDigits(String digits, Dice dice) {
    if (digits.length() < 2) {
      return digits;
    }
    int start = dice.below(digits.length() - 1);
    for (int i = 0; i < digits.length() - 1; i++) {
      int at = (start + i) % (digits.length() - 1);
      if (digits.charAt(at) != digits.charAt(at + 1)) {
        return swap(digits, at);
      }
    }
    return digits;
  }

  private static String swap(String text, int at) {
    return text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
  }

  private static String shuffleWords(String text, Dice dice) {
    List<String> words = new ArrayList<>(Arrays.asList(text.split(" ", -1)));
    for (int i = words.size() - 1; i > 0; i--) {
      int other = dice.below(i + 1);
      String word = words.get(i);
      words.set(i, words.get(other));
      words.set(other, word);
    }
    return String.join(" ", words);
  }

  private static String otherSuffix(String address) {
    String[] words = address.split(" ", -1);
    for (int i = words.length - 1; i > 0; i--) {
      String other = LONG_SUFFIXES.get(words[i]);
      if (other != null) {
        words[i] = other;
        return String.join(" ", words);
      }
    }
    return address;
  }

  private static String withoutUnit(String address) {
    for (String unit : List.of(" Suite ", " Unit ", " #")) {
      int at = address.indexOf(unit);
      if (at > 0) {
        return address.substring(0, at);
      }
    }
    return address;
  }
}
