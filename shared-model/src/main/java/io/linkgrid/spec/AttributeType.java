package io.linkgrid.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How an attribute is standardised, and which parts of it a blocking rule can name. */
public enum AttributeType {
  /** A business name. Parts: {@code first-token}, {@code sorted-tokens}. */
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
  /** Any text. Parts: {@code first-token}, {@code sorted-tokens}. */
  TEXT("text"),
  /** A date. */
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
      case BUSINESS_NAME, TEXT -> List.of("first-token", "sorted-tokens");
      case US_ADDRESS -> List.of("number", "number-digits", "street", "street-start");
      case US_ZIP, US_PHONE, COORDINATES, DATE -> List.of();
    };
  }

  /** Returns the type that a spec's word stands for, if there is one. */
  public static Optional<AttributeType> named(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
  }
}
