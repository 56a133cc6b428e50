package io.linkgrid.profile;

import io.linkgrid.clean.Standardisers;
import io.linkgrid.spec.AttributeType;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a column holds, guessed from its name, from how many of its values a type can read, and from
 * their shapes. A name only proposes; the values must bear it out.
 *
 * @param meaning what it holds
 * @param why why it is not used, or the empty text
 */
record ColumnGuess(Meaning meaning, String why) {
  /** The smallest share of values that must be readable when the name says what they are. */
  private static final double MOST = 0.6;

  /** The same when nothing but the values says it. */
  private static final double NEARLY_ALL = 0.85;

  private static final double CONSTANT = 0.95;
  private static final double HARDLY_ANY = 0.01;
  private static final int WORDS_OF_A_NOTE = 12;
  private static final int ROWS_OF_A_CATEGORY = 10;
  private static final int SHOWN = 30;
  private static final int LARGEST_LATITUDE = 90;
  private static final int LARGEST_LONGITUDE = 180;

  private static final Predicate<String> IS_WHOLE =
      Pattern.compile("[0-9]+(\\.0)?").asMatchPredicate();
  private static final Predicate<String> IS_DECIMAL =
      Pattern.compile("[-+]?[0-9]*[.][0-9]+").asMatchPredicate();
  private static final Predicate<String> IS_YEAR =
      Pattern.compile("[12][0-9]{3}(\\.0)?").asMatchPredicate();
  private static final Predicate<String> IS_NUMBERED =
      Pattern.compile("#?[0-9]+[a-zA-Z]?([-/][0-9]+)?[ ,]+\\p{L}.*").asMatchPredicate();
  private static final Predicate<String> HAS_LETTER = Pattern.compile("\\p{L}").asPredicate();
  private static final Predicate<String> HAS_DIGIT = Pattern.compile("[0-9]").asPredicate();
  private static final Predicate<String> HAS_PHONE_SIGN =
      Pattern.compile("[-+()/ .]").asPredicate();
  private static final Predicate<String> IS_ONE_WORD = text -> ColumnProfile.words(text) == 1;

  /** Digits, signs, and words that stand in names of businesses and titles, but of no person. */
  private static final Predicate<String> IS_NO_PERSON =
      Pattern.compile(
              "[0-9&@#$%+!:]|\\b(the|of|and|for|at|in|on|inc|llc|ltd|corp|gmbh|company|restaurant"
                  + "|cafe|coffee|bar|grill|pizza|market|store|shop|deli|center|services?|school"
                  + "|hotel)\\b",
              Pattern.CASE_INSENSITIVE)
          .asPredicate();

  /** Guesses what a column holds. */
  static ColumnGuess of(ColumnProfile column) {
    if (column.presence() < HARDLY_ANY) {
      return left("hardly any row has a value");
    }
    if (column.distinct() == 1 || column.frequency(1) >= CONSTANT) {
      return left(
          (column.distinct() == 1 ? "always '" : "nearly always '")
              + Shown.text(column.frequent().get(0).text(), SHOWN)
              + "', which tells no two things apart");
    }
    ColumnWords words = ColumnWords.of(column.name());
    return ColumnHint.of(words).stream()
        .flatMap(hint -> byName(hint, words, column).stream())
        .findFirst()
        .orElseGet(() -> byValues(column));
  }

  static ColumnGuess used(Meaning meaning) {
    return new ColumnGuess(meaning, "");
  }

  static ColumnGuess left(String why) {
    return new ColumnGuess(Meaning.NOTHING, why);
  }

  /** Returns whether the column is used. */
  boolean isUsed() {
    return meaning != Meaning.NOTHING;
  }

  /** Returns what a name hints at, if the values are such. */
  private static Optional<ColumnGuess> byName(
      ColumnHint hint, ColumnWords words, ColumnProfile column) {
    return switch (hint) {
      case EMAIL -> readable(AttributeType.EMAIL, column).map(t -> used(Meaning.EMAIL));
      case BIRTH, DATE -> readable(AttributeType.DATE, column).map(t -> used(Meaning.DATE));
      case MOMENT ->
          readable(AttributeType.DATE, column)
              .map(t -> left("the time of something that happened, by its name"));
      case YEAR -> when(column.share(IS_YEAR) >= MOST, Meaning.CATEGORY);
      case NOTES -> column.words() >= 3 ? Optional.of(left("free notes")) : Optional.empty();
      case NUMBER -> readable(AttributeType.NUMBER, column).map(t -> used(Meaning.NUMBER));
      case IDENTIFIER ->
          when(column.words() < 3, isCategory(column) ? Meaning.CATEGORY : Meaning.CODE);
      case CODE -> code(column);
      case KEY ->
          Optional.of(
              left(
                  "a key, by its name; if it is a number that the thing has with everybody, it is"
                      + " a 'code'"));
      case POSTCODE ->
          readable(AttributeType.POSTCODE, column)
              .filter(t -> column.words() < 3)
              .map(t -> used(words.have("zip") ? zip(column) : Meaning.POSTCODE));
      case PHONE -> readable(AttributeType.PHONE, column).map(t -> used(phone(column)));
      case LATITUDE -> when(degrees(column, LARGEST_LATITUDE) >= MOST, Meaning.LATITUDE);
      case LONGITUDE -> when(degrees(column, LARGEST_LONGITUDE) >= MOST, Meaning.LONGITUDE);
      case STREET_NUMBER -> when(column.share(HAS_DIGIT) >= MOST, Meaning.STREET_NUMBER);
      case ADDRESS_REST, SHARED -> when(true, Meaning.SHARED_TEXT);
      case ADDRESS -> when(column.share(HAS_LETTER) >= MOST, Meaning.ADDRESS);
      case GIVEN_NAME -> when(column.share(HAS_LETTER) >= MOST, Meaning.GIVEN_NAME);
      case MIDDLE_NAME -> when(column.share(HAS_LETTER) >= MOST, Meaning.MIDDLE_NAME);
      case SURNAME -> when(column.share(HAS_LETTER) >= MOST, Meaning.SURNAME);
      case PERSONS ->
          readable(AttributeType.PERSON_NAMES, column).map(t -> used(Meaning.PERSON_NAMES));
      case CATEGORY -> when(true, isCategory(column) ? Meaning.CATEGORY : Meaning.SHARED_TEXT);
      case BUSINESS -> when(column.share(HAS_LETTER) >= MOST, Meaning.BUSINESS_NAME);
      case PERSON -> when(isPersons(column), Meaning.PERSON_NAME);
      case TITLE -> when(column.share(HAS_LETTER) >= MOST, Meaning.TEXT);
      case NAME ->
          when(
              column.share(HAS_LETTER) >= MOST,
              isPersons(column) ? Meaning.PERSON_NAME : Meaning.BUSINESS_NAME);
    };
  }

  /** Guesses by the values alone. */
  private static ColumnGuess byValues(ColumnProfile column) {
    if (column.accepted(AttributeType.EMAIL) >= NEARLY_ALL) {
      return used(Meaning.EMAIL);
    }
    if (column.accepted(AttributeType.DATE) >= NEARLY_ALL) {
      return used(Meaning.DATE);
    }
    boolean isWritten = column.share(HAS_PHONE_SIGN.and(HAS_LETTER.negate())) >= MOST;
    if (isWritten
        && column.share(IS_DECIMAL) < MOST
        && column.accepted(AttributeType.PHONE) >= NEARLY_ALL) {
      return used(phone(column));
    }
    if (column.accepted(AttributeType.NUMBER) >= NEARLY_ALL) {
      return numbers(column);
    }
    if (column.words() >= WORDS_OF_A_NOTE) {
      return left("free notes, by their length");
    }
    if (isCategory(column)) {
      return used(Meaning.CATEGORY);
    }
    if (column.share(IS_ONE_WORD.and(HAS_DIGIT)) >= NEARLY_ALL) {
      return used(Meaning.CODE);
    }
    if (column.share(IS_NUMBERED) >= MOST) {
      return used(Meaning.ADDRESS);
    }
    if (column.words() >= 2 && isPersons(column)) {
      return used(Meaning.PERSON_NAME);
    }
    return used(isOften(column) ? Meaning.SHARED_TEXT : Meaning.TEXT);
  }

  private static ColumnGuess numbers(ColumnProfile column) {
    if (column.share(IS_DECIMAL.and(IS_WHOLE.negate())) >= 1 - NEARLY_ALL) {
      return used(Meaning.NUMBER);
    }
    if (isCategory(column)) {
      return used(Meaning.CATEGORY);
    }
    return used(isOften(column) ? Meaning.NUMBER : Meaning.CODE);
  }

  private static Optional<ColumnGuess> code(ColumnProfile column) {
    if (isCategory(column)) {
      return Optional.of(used(Meaning.CATEGORY));
    }
    return readable(AttributeType.CODE, column)
        .filter(t -> column.share(HAS_DIGIT) >= MOST)
        .map(t -> used(Meaning.CODE));
  }

  private static Meaning zip(ColumnProfile column) {
    return isMostly(AttributeType.US_ZIP, AttributeType.POSTCODE, column)
        ? Meaning.US_ZIP
        : Meaning.POSTCODE;
  }

  private static Meaning phone(ColumnProfile column) {
    return isMostly(AttributeType.US_PHONE, AttributeType.PHONE, column)
        ? Meaning.US_PHONE
        : Meaning.PHONE;
  }

  /** Returns whether nearly all values that the wider type reads are of the narrower one. */
  static boolean isMostly(AttributeType narrower, AttributeType wider, ColumnProfile column) {
    double all = column.accepted(wider);
    return all > 0 && column.accepted(narrower) >= NEARLY_ALL * all;
  }

  private static double degrees(ColumnProfile column, int largest) {
    return column.share(
        value -> {
          String number = Standardisers.of(AttributeType.NUMBER).standardise(value);
          return !number.isEmpty() && Math.abs(Double.parseDouble(number)) <= largest;
        });
  }

  /** Returns whether there are few values, which both files write in the same way. */
  private static boolean isCategory(ColumnProfile column) {
    return column.distinct() * ROWS_OF_A_CATEGORY <= column.present()
        && column.frequency(ColumnCounter.MOST_FREQUENT) >= NEARLY_ALL
        && column.words() <= 3
        && column.shared() >= MOST;
  }

  /** Returns whether a value is of several rows, as a rule. */
  private static boolean isOften(ColumnProfile column) {
    return 2 * column.distinct() < column.present();
  }

  /** Returns whether values look like whole names of single persons. */
  private static boolean isPersons(ColumnProfile column) {
    double unlike =
        column.share(
            IS_NO_PERSON.or(
                value -> !(ColumnProfile.words(value) >= 2 && ColumnProfile.words(value) <= 4)));
    return unlike <= 1 - NEARLY_ALL;
  }

  private static Optional<AttributeType> readable(AttributeType type, ColumnProfile column) {
    return Optional.of(type).filter(t -> column.accepted(t) >= MOST);
  }

  private static Optional<ColumnGuess> when(boolean fits, Meaning meaning) {
    return fits ? Optional.of(used(meaning)) : Optional.empty();
  }
}
