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
  DATE("date");

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
      case US_ZIP, US_PHONE, COORDINATES, POSTCODE, PHONE, NUMBER, CODE, CATEGORY -> List.of();
    };
  }

  /** Returns the type that a spec's word stands for, if there is one. */
  public static Optional<AttributeType> named(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
  }
}
