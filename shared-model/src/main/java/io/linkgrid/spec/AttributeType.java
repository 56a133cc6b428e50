package io.linkgrid.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How an attribute is standardised, and which parts of it a blocking rule can name. */
public enum AttributeType {
  /** A business name. Parts: {@code first-token}, {@code sorted-tokens}, {@code rare-tokens}. */
  BUSINESS_NAME("business-name"),
  /**
   * A United States street address. Parts: {@code number}, {@code number-digits}, {@code street},
   * {@code street-start}.
   */
  US_ADDRESS("us-address"),
  /** A United States zip code, five digits. */
  US_ZIP("us-zip"),
  /** A United States phone number, ten digits. */
  US_PHONE("us-phone"),
  /** Latitude and longitude from two columns. */
  COORDINATES("coordinates"),
  /** Any text. Parts: {@code first-token}, {@code sorted-tokens}, {@code rare-tokens}. */
  TEXT("text"),
  /**
   * A name of a person, or a part of one. Parts: {@code first-token}, {@code sorted-tokens}, {@code
   * rare-tokens}, {@code sound}.
   */
  PERSON_NAME("person-name"),
  /**
   * Names of several persons, such as authors. Parts: {@code surnames}, one key for each surname.
   */
  PERSON_NAMES("person-names"),
  /**
   * A street address of any country, on one line. Parts: {@code first-token}, {@code
   * sorted-tokens}, {@code rare-tokens}, {@code numbers}.
   */
  ADDRESS("address"),
  /** A postal code of any country. */
  POSTCODE("postcode"),
  /** A phone number of any country. */
  PHONE("phone"),
  /** An e-mail address. Parts: {@code user}. */
  EMAIL("e-mail"),
  /** A number with or without decimals. */
  NUMBER("number"),
  /** An identifier of letters and digits, such as an account, an article, or a social security. */
  CODE("code"),
  /** One of few texts, such as a state or a sex: equal or different, nothing between. */
  CATEGORY("category"),
  /** A date. Parts: {@code year}. */
  DATE("date"),
  /** A text as it stands in the file, or a piece of it; only the empty text is absent. */
  VERBATIM("verbatim");

  private final String word;

  AttributeType(String word) {
    this.word = word;
  }

  /** Returns the word that stands for the type in a spec. */
  public String word() {
    return word;
  }

  /**
   * Returns the parts that a blocking rule can name beside the whole value; most types have none.
   */
  public List<String> parts() {
    return switch (this) {
      case BUSINESS_NAME, TEXT -> List.of("first-token", "sorted-tokens", "rare-tokens");
      case PERSON_NAME -> List.of("first-token", "sorted-tokens", "rare-tokens", "sound");
      case PERSON_NAMES -> List.of("surnames");
      case ADDRESS -> List.of("first-token", "sorted-tokens", "rare-tokens", "numbers");
      case US_ADDRESS -> List.of("number", "number-digits", "street", "street-start");
      case EMAIL -> List.of("user");
      case DATE -> List.of("year");
      case US_ZIP, US_PHONE, COORDINATES, POSTCODE, PHONE, NUMBER, CODE, CATEGORY, VERBATIM ->
          List.of();
    };
  }

  /** Returns how dear it is to compare two values, on a scale of its own. */
  int cost() {
    return switch (this) {
      case US_ZIP, DATE, CATEGORY, NUMBER, POSTCODE -> 0;
      case COORDINATES -> 1;
      case US_PHONE, PHONE, CODE, EMAIL, VERBATIM -> 2;
      case US_ADDRESS -> 3;
      case TEXT, ADDRESS, PERSON_NAMES, PERSON_NAME -> 4;
      case BUSINESS_NAME -> 5;
    };
  }

  /**
   * Returns whether values say where something is. Among records that do not match, what they say
   * goes together: two businesses in one house share address, zip and coordinates.
   */
  public boolean isPlace() {
    return switch (this) {
      case US_ADDRESS, ADDRESS, US_ZIP, POSTCODE, COORDINATES -> true;
      case BUSINESS_NAME,
          US_PHONE,
          PHONE,
          TEXT,
          PERSON_NAME,
          PERSON_NAMES,
          EMAIL,
          NUMBER,
          CODE,
          CATEGORY,
          DATE,
          VERBATIM ->
          false;
    };
  }

  /** Returns whether sharing a rare value says more than sharing a common one. */
  public boolean isCountedByValue() {
    return switch (this) {
      case BUSINESS_NAME,
          US_ADDRESS,
          ADDRESS,
          US_PHONE,
          PHONE,
          TEXT,
          PERSON_NAME,
          PERSON_NAMES,
          EMAIL,
          CODE,
          CATEGORY ->
          true;
      case US_ZIP, POSTCODE, COORDINATES, NUMBER, DATE, VERBATIM -> false;
    };
  }

  /** Returns whether values name the thing itself: those of one thing are alike, as a rule. */
  public boolean isName() {
    return this == BUSINESS_NAME || this == PERSON_NAME;
  }

  /** Returns whether the words of a value are worth counting. */
  public boolean hasWords() {
    return switch (this) {
      case BUSINESS_NAME, TEXT, PERSON_NAME, PERSON_NAMES, ADDRESS -> true;
      case US_ADDRESS,
          US_ZIP,
          POSTCODE,
          COORDINATES,
          US_PHONE,
          PHONE,
          EMAIL,
          NUMBER,
          CODE,
          CATEGORY,
          DATE,
          VERBATIM ->
          false;
    };
  }

  /** Returns the type that a spec's word stands for, if there is one. */
  public static Optional<AttributeType> named(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
  }
}
