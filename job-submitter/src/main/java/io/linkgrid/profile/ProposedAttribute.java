package io.linkgrid.profile;

import io.linkgrid.spec.AttributeType;
import java.util.List;

/**
 * An attribute that columns make.
 *
 * @param name its name in the spec
 * @param columns what the values of its columns are like
 * @param meaning what the first of them holds
 * @param type how it is standardised
 */
record ProposedAttribute(
    String name, List<ColumnProfile> columns, Meaning meaning, AttributeType type) {
  private static final double PRESENT_ENOUGH = 0.7;
  private static final int SPREAD_ENOUGH = 20;

  ProposedAttribute {
    columns = List.copyOf(columns);
  }

  /** Returns its line in a spec, without the indentation. */
  String line() {
    List<String> names = columns.stream().map(ColumnProfile::name).toList();
    String from =
        names.size() == 1
            ? "column: " + YamlText.scalar(names.get(0))
            : "columns: " + YamlText.list(names);
    return name + ": {" + from + ", type: " + type.word() + "}";
  }

  /** Returns the key under which records with this attribute are best found; none if it is none. */
  List<String> key() {
    return switch (type) {
      case CODE, PHONE, US_PHONE, EMAIL, DATE, POSTCODE, US_ZIP -> List.of(name);
      case BUSINESS_NAME, PERSON_NAME, ADDRESS -> List.of(name + ".rare-tokens");
      case TEXT -> meaning == Meaning.TEXT ? List.of(name + ".rare-tokens") : List.of();
      case PERSON_NAMES -> List.of(name + ".surnames");
      case US_ADDRESS -> List.of(name + ".number-digits", name + ".street-start");
      case NUMBER, CATEGORY, COORDINATES, VERBATIM -> List.of();
    };
  }

  /** Returns the key, or one that is worse than none where others have a key. */
  List<String> anyKey() {
    return key().isEmpty()
        ? List.of(type == AttributeType.TEXT ? name + ".rare-tokens" : name)
        : key();
  }

  /** Returns the place of its blocking rule among others: what names one thing comes first. */
  int order() {
    return switch (type) {
      case CODE -> 0;
      case PHONE, US_PHONE, EMAIL -> 1;
      case DATE -> 2;
      case BUSINESS_NAME, PERSON_NAME -> 3;
      case TEXT -> 4;
      case PERSON_NAMES -> 5;
      case ADDRESS, US_ADDRESS -> 6;
      case POSTCODE, US_ZIP -> 7;
      case NUMBER, CATEGORY, COORDINATES, VERBATIM -> 8;
    };
  }

  /** Returns whether it is what a thing is called. */
  boolean namesAThing() {
    return switch (type) {
      case BUSINESS_NAME, PERSON_NAME -> true;
      case TEXT -> meaning == Meaning.TEXT;
      case CODE,
          PHONE,
          US_PHONE,
          EMAIL,
          DATE,
          PERSON_NAMES,
          ADDRESS,
          US_ADDRESS,
          POSTCODE,
          US_ZIP,
          NUMBER,
          CATEGORY,
          COORDINATES,
          VERBATIM ->
          false;
    };
  }

  /** Returns whether few things share a value of it, as a rule. */
  boolean isOfOneThing() {
    return switch (type) {
      case CODE, PHONE, US_PHONE, EMAIL, DATE, PERSON_NAMES, ADDRESS, US_ADDRESS -> true;
      case BUSINESS_NAME,
          PERSON_NAME,
          TEXT,
          POSTCODE,
          US_ZIP,
          NUMBER,
          CATEGORY,
          COORDINATES,
          VERBATIM ->
          false;
    };
  }

  /** Returns whether a grid can be spread by it: nearly all records have one of many values. */
  boolean canPartition() {
    ColumnProfile column = columns.get(0);
    boolean isPostal = type == AttributeType.POSTCODE || type == AttributeType.US_ZIP;
    return isPostal
        && column.distinct() >= SPREAD_ENOUGH
        && column.leastPresent() * column.accepted(type) >= PRESENT_ENOUGH;
  }
}
