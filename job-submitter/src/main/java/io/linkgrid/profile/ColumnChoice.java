package io.linkgrid.profile;

import io.linkgrid.clean.AddressParts;
import io.linkgrid.clean.Standardiser;
import io.linkgrid.clean.Standardisers;
import io.linkgrid.spec.AttributeType;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is made of the columns of a data set.
 *
 * @param recordId the column that names a record
 * @param attributes the values by which records can be linked, in the order of the columns
 * @param leftOut the columns that are not used, with the reason
 * @param event the columns that name an event and its date, if there seem to be such: two or none
 */
record ColumnChoice(
    ColumnProfile recordId,
    List<ProposedAttribute> attributes,
    Map<ColumnProfile, String> leftOut,
    List<String> event) {
  private static final double MOST = 0.6;
  private static final double NEARLY_ALL = 0.9;
  private static final int LONGEST_NAME = 40;

  /** A column that is called a key and has fewer values for its rows is that of something else. */
  private static final double FEWEST_OF_A_KEY = 0.2;

  private static final int MOST_ATTRIBUTES = 40;

  // The box around the fifty states.
  private static final double SOUTH = 18;
  private static final double NORTH = 72;
  private static final double WEST = -180;
  private static final double EAST = -66;

  ColumnChoice {
    attributes = List.copyOf(attributes);
    event = List.copyOf(event);
  }

  /**
   * Chooses.
   *
   * @param columns the columns in the order of the first file; not empty
   * @param together the columns that have a value where a key has one, and nowhere else, by the
   *     name of the key
   */
  static ColumnChoice of(List<ColumnProfile> columns, Map<String, Set<String>> together) {
    Map<ColumnProfile, ColumnGuess> guesses = new LinkedHashMap<>();
    columns.forEach(column -> guesses.put(column, ColumnGuess.of(column)));
    ColumnProfile recordId = recordId(columns, guesses);
    leaveEventsOut(guesses, recordId, together);
    List<String> event = event(guesses, recordId);
    if (isNothingElse(recordId, guess(guesses, recordId))) {
      guesses.remove(recordId);
    }
    recogniseTheUnitedStates(guesses);
    List<ProposedAttribute> attributes = attributes(guesses);
    Map<ColumnProfile, String> leftOut = new LinkedHashMap<>();
    guesses.forEach(
        (column, guess) -> {
          if (attributes.stream().noneMatch(a -> a.columns().contains(column))) {
            leftOut.put(column, guess.isUsed() ? whyAlone(guess.meaning()) : guess.why());
          }
        });
    return new ColumnChoice(recordId, attributes, leftOut, event);
  }

  /** The column with the highest rank; of several the first that has most values. */
  private static ColumnProfile recordId(
      List<ColumnProfile> columns, Map<ColumnProfile, ColumnGuess> guesses) {
    Comparator<ColumnProfile> best =
        Comparator.<ColumnProfile>comparingInt(column -> rank(column, guess(guesses, column)))
            .thenComparing(ColumnProfile::leastPresent)
            .thenComparing(ColumnProfile::distinct);
    ColumnProfile found = columns.get(0);
    for (ColumnProfile column : columns) {
      if (best.compare(column, found) > 0) {
        found = column;
      }
    }
    return found;
  }

  /**
   * Returns how good a record id a column is. That no two rows have the same latitude is chance, so
   * the key of something else is better; a number that the thing has with everybody is worth more
   * as an attribute.
   */
  static int rank(ColumnProfile column, ColumnGuess guess) {
    ColumnWords words = ColumnWords.of(column.name());
    boolean isKey = words.nameAKey();
    if (!column.isUnique()) {
      return isKey && FEWEST_OF_A_KEY * column.rows() <= column.distinct() ? 2 : 0;
    }
    if (words.words().equals(List.of("id"))) {
      return 5;
    }
    boolean isIdentifier = ColumnHint.of(words).contains(ColumnHint.IDENTIFIER);
    if (isKey && !isIdentifier) {
      return 4;
    }
    if (isIdentifier || (guess.isUsed() && !isWords(guess))) {
      return 3;
    }
    return guess.isUsed() ? 1 : 0;
  }

  /** Returns whether a column that names records says nothing about what they are of. */
  private static boolean isNothingElse(ColumnProfile recordId, ColumnGuess guess) {
    List<ColumnHint> hints = ColumnHint.of(ColumnWords.of(recordId.name()));
    return hints.contains(ColumnHint.IDENTIFIER)
        ? !guess.isUsed()
        : hints.contains(ColumnHint.KEY) || !isWords(guess);
  }

  private static boolean isWords(ColumnGuess guess) {
    return guess.meaning() != Meaning.CODE
        && guess.meaning() != Meaning.NUMBER
        && guess.meaning() != Meaning.NOTHING;
  }

  /**
   * Leaves out what tells of an event and not of the thing: {@code inspection_score} beside {@code
   * inspection_id}, unless what has that key has a name or an address too; and what is there in the
   * very rows in which the key of an event is.
   */
  private static void leaveEventsOut(
      Map<ColumnProfile, ColumnGuess> guesses,
      ColumnProfile recordId,
      Map<String, Set<String>> together) {
    for (ColumnProfile key : List.copyOf(guesses.keySet())) {
      ColumnWords words = ColumnWords.of(key.name());
      if (!words.nameAKey() || (!key.name().equals(recordId.name()) && isUsed(guesses, key))) {
        continue;
      }
      Optional<String> owner =
          Optional.of(words.first()).filter(w -> words.words().size() == 2 && !w.isEmpty());
      List<ColumnProfile> family =
          guesses.keySet().stream()
              .filter(
                  c ->
                      !c.name().equals(key.name())
                          && owner.filter(ColumnWords.of(c.name()).first()::equals).isPresent())
              .toList();
      if (family.stream().noneMatch(c -> isOfAThing(guesses, c))) {
        family.forEach(c -> leave(guesses, c, "it tells of the row's " + owner.orElse("")));
      }
      if (!key.name().equals(recordId.name())) {
        Set<String> companions = together.getOrDefault(key.name(), Set.of());
        guesses.keySet().stream()
            .filter(c -> companions.contains(c.name()) && !isOfAThing(guesses, c))
            .toList()
            .forEach(c -> leave(guesses, c, "it is there only where " + key.name() + " is"));
      }
    }
  }

  private static void leave(
      Map<ColumnProfile, ColumnGuess> guesses, ColumnProfile column, String why) {
    if (isUsed(guesses, column)) {
      boolean isDate = isDate(column);
      guesses.put(column, ColumnGuess.left(isDate ? why + "; a date" : why));
    }
  }

  private static boolean isDate(ColumnProfile column) {
    return column.accepted(AttributeType.DATE) >= NEARLY_ALL;
  }

  private static ColumnGuess guess(Map<ColumnProfile, ColumnGuess> guesses, ColumnProfile column) {
    return guesses.getOrDefault(column, ColumnGuess.left(""));
  }

  private static boolean isUsed(Map<ColumnProfile, ColumnGuess> guesses, ColumnProfile column) {
    return guess(guesses, column).isUsed();
  }

  private static boolean isOfAThing(Map<ColumnProfile, ColumnGuess> guesses, ColumnProfile column) {
    return guess(guesses, column).meaning().isOfAThing();
  }

  /** The rarest key beside the record id, with the first date that is not used. */
  private static List<String> event(
      Map<ColumnProfile, ColumnGuess> guesses, ColumnProfile recordId) {
    Optional<ColumnProfile> key =
        guesses.keySet().stream()
            .filter(
                c -> !c.name().equals(recordId.name()) && !isUsed(guesses, c) && c.distinct() > 1)
            .filter(c -> ColumnWords.of(c.name()).nameAKey())
            .max(Comparator.comparingLong(ColumnProfile::distinct));
    Optional<ColumnProfile> date =
        guesses.keySet().stream()
            .filter(c -> !c.name().equals(recordId.name()))
            .filter(c -> !isUsed(guesses, c) && c.distinct() > 1 && isDate(c))
            .findFirst();
    return key.isPresent() && date.isPresent()
        ? List.of(key.get().name(), date.get().name())
        : List.of();
  }

  /** Postal codes of five digits are zips where phones or coordinates are American, too. */
  private static void recogniseTheUnitedStates(Map<ColumnProfile, ColumnGuess> guesses) {
    boolean phones = has(guesses, Meaning.US_PHONE) || has(guesses, Meaning.US_ZIP);
    boolean latitudes = within(guesses, Meaning.LATITUDE, SOUTH, NORTH);
    boolean longitudes = within(guesses, Meaning.LONGITUDE, WEST, EAST);
    if (phones || (latitudes && longitudes)) {
      guesses.replaceAll(
          (column, guess) ->
              guess.meaning() == Meaning.POSTCODE
                      && ColumnGuess.isMostly(AttributeType.US_ZIP, AttributeType.POSTCODE, column)
                  ? ColumnGuess.used(Meaning.US_ZIP)
                  : guess);
    }
  }

  private static boolean has(Map<ColumnProfile, ColumnGuess> guesses, Meaning meaning) {
    return guesses.values().stream().anyMatch(guess -> guess.meaning() == meaning);
  }

  private static boolean within(
      Map<ColumnProfile, ColumnGuess> guesses, Meaning meaning, double least, double most) {
    Standardiser numbers = Standardisers.of(AttributeType.NUMBER);
    return first(guesses, meaning)
        .filter(
            column ->
                column.share(
                        value -> {
                          String number = numbers.standardise(value);
                          double degrees = number.isEmpty() ? 0 : Double.parseDouble(number);
                          return degrees >= least && degrees <= most;
                        })
                    >= NEARLY_ALL)
        .isPresent();
  }

  private static Optional<ColumnProfile> first(
      Map<ColumnProfile, ColumnGuess> guesses, Meaning meaning) {
    return guesses.entrySet().stream()
        .filter(e -> e.getValue().meaning() == meaning)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static List<ProposedAttribute> attributes(Map<ColumnProfile, ColumnGuess> guesses) {
    Optional<ColumnProfile> given = first(guesses, Meaning.GIVEN_NAME);
    Optional<ColumnProfile> surname = first(guesses, Meaning.SURNAME);
    Optional<ColumnProfile> middle = first(guesses, Meaning.MIDDLE_NAME);
    Optional<ColumnProfile> latitude = first(guesses, Meaning.LATITUDE);
    Optional<ColumnProfile> longitude = first(guesses, Meaning.LONGITUDE);
    Optional<ColumnProfile> number = first(guesses, Meaning.STREET_NUMBER);
    Optional<ColumnProfile> address = first(guesses, Meaning.ADDRESS);
    boolean wholeName = given.isPresent() && surname.isPresent();

    Names names = new Names(guesses);
    List<ProposedAttribute> attributes = new ArrayList<>();
    guesses.forEach(
        (column, guess) -> {
          List<ColumnProfile> parts = List.of(column);
          Optional<AttributeType> type = guess.meaning().type();
          String name = names.of(column);
          Optional<ColumnProfile> here = Optional.of(column);
          boolean isPart =
              (wholeName && (here.equals(surname) || here.equals(middle)))
                  || here.equals(number)
                  || here.equals(longitude);
          if (wholeName && here.equals(given)) {
            parts = new ArrayList<>(List.of(column));
            middle.ifPresent(parts::add);
            parts.add(surname.orElseThrow());
            name = "name";
          } else if (here.equals(latitude) && longitude.isPresent()) {
            parts = List.of(column, longitude.get());
            type = Optional.of(AttributeType.COORDINATES);
            name = "location";
          } else if (here.equals(address) && number.isPresent()) {
            parts = List.of(number.get(), column);
            name = "street";
          }
          if (!isPart && type.isPresent() && attributes.size() < MOST_ATTRIBUTES) {
            attributes.add(
                new ProposedAttribute(
                    names.once(name),
                    parts,
                    guess.meaning(),
                    inCountry(type.get(), parts, guesses)));
          }
        });
    return attributes;
  }

  /** Addresses are those of the United States where there are zips and houses have numbers. */
  private static AttributeType inCountry(
      AttributeType type, List<ColumnProfile> parts, Map<ColumnProfile, ColumnGuess> guesses) {
    Standardiser addresses = Standardisers.of(AttributeType.US_ADDRESS);
    boolean american =
        type == AttributeType.ADDRESS
            && has(guesses, Meaning.US_ZIP)
            && parts.size() == 1
            && parts
                    .get(0)
                    .share(a -> !AddressParts.parse(addresses.standardise(a)).number().isEmpty())
                >= MOST;
    return american ? AttributeType.US_ADDRESS : type;
  }

  private static String whyAlone(Meaning meaning) {
    return switch (meaning) {
      case LATITUDE -> "a latitude without a longitude";
      case LONGITUDE -> "a longitude without a latitude";
      case STREET_NUMBER -> "a house number without a street";
      default -> "there are " + MOST_ATTRIBUTES + " attributes already";
    };
  }

  /** The names of attributes, made from those of columns. */
  private static final class Names {
    private final Set<String> taken = new HashSet<>();
    private final String owner;

    /** What most columns begin with says nothing: {@code business_name} is the name. */
    Names(Map<ColumnProfile, ColumnGuess> guesses) {
      List<ColumnWords> used =
          guesses.entrySet().stream()
              .filter(e -> e.getValue().isUsed())
              .map(e -> ColumnWords.of(e.getKey().name()))
              .toList();
      String first = used.isEmpty() ? "" : used.get(0).first();
      long owned =
          used.stream().filter(w -> w.words().size() > 1 && w.first().equals(first)).count();
      owner = owned >= 3 && 2 * owned > used.size() ? first : "";
    }

    String of(ColumnProfile column) {
      List<String> words = ColumnWords.of(column.name()).words();
      boolean owned = words.size() > 1 && words.get(0).equals(owner);
      String name =
          Normalizer.normalize(
                  String.join("-", owned ? words.subList(1, words.size()) : words),
                  Normalizer.Form.NFD)
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^a-z0-9-]", "")
              .replaceAll("--+", "-")
              .replaceAll("^[^a-z]+|-+$", "");
      return name.isEmpty() || name.equals("null")
          ? "column"
          : name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    /** Returns the name, with a number behind it when an attribute has it already. */
    String once(String name) {
      String free = name;
      for (int i = 2; !taken.add(free); i++) {
        free = name + "-" + i;
      }
      return free;
    }
  }
}
