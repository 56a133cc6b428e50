package io.linkgrid.profile;

import io.linkgrid.spec.AttributeType;
import java.util.Optional;

/** What a column seems to hold: the value of an attribute, a part of one, or nothing to link by. */
enum Meaning {
  BUSINESS_NAME(AttributeType.BUSINESS_NAME),
  PERSON_NAME(AttributeType.PERSON_NAME),
  GIVEN_NAME(AttributeType.PERSON_NAME),
  MIDDLE_NAME(AttributeType.PERSON_NAME),
  SURNAME(AttributeType.PERSON_NAME),
  PERSON_NAMES(AttributeType.PERSON_NAMES),
  STREET_NUMBER,
  ADDRESS(AttributeType.ADDRESS),
  POSTCODE(AttributeType.POSTCODE),
  US_ZIP(AttributeType.US_ZIP),
  PHONE(AttributeType.PHONE),
  US_PHONE(AttributeType.US_PHONE),
  EMAIL(AttributeType.EMAIL),
  LATITUDE,
  LONGITUDE,
  DATE(AttributeType.DATE),
  NUMBER(AttributeType.NUMBER),
  CODE(AttributeType.CODE),
  CATEGORY(AttributeType.CATEGORY),
  /** A text that names the thing itself. */
  TEXT(AttributeType.TEXT),
  /** A text that many things share: a city, a journal. */
  SHARED_TEXT(AttributeType.TEXT),
  NOTHING;

  private final Optional<AttributeType> type;

  Meaning() {
    type = Optional.empty();
  }

  Meaning(AttributeType type) {
    this.type = Optional.of(type);
  }

  /** Returns the type of an attribute of this one column; none when the column makes none alone. */
  Optional<AttributeType> type() {
    return type;
  }

  /** Returns whether only a thing that can be met, and no event, has such a value. */
  boolean isOfAThing() {
    return switch (this) {
      case BUSINESS_NAME,
          PERSON_NAME,
          GIVEN_NAME,
          SURNAME,
          ADDRESS,
          POSTCODE,
          US_ZIP,
          PHONE,
          US_PHONE,
          EMAIL,
          LATITUDE,
          LONGITUDE ->
          true;
      case MIDDLE_NAME,
          PERSON_NAMES,
          STREET_NUMBER,
          DATE,
          NUMBER,
          CODE,
          CATEGORY,
          TEXT,
          SHARED_TEXT,
          NOTHING ->
          false;
    };
  }
}
