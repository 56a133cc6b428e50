package io.linkgrid.clean;

import io.linkgrid.spec.AttributeType;

/** Where the standardiser of an attribute's type is found. */
public final class Standardisers {
  private Standardisers() {}

  /**
   * Returns the standardiser of a type. It is one object for all callers and threads; the first use
   * of a type loads its tables.
   */
  public static Standardiser of(AttributeType type) {
    return switch (type) {
      case BUSINESS_NAME -> BusinessNameStandardiser.INSTANCE;
      case US_ADDRESS -> UsAddressStandardiser.INSTANCE;
      case US_ZIP -> UsZipStandardiser.INSTANCE;
      case US_PHONE -> UsPhoneStandardiser.INSTANCE;
      case COORDINATES -> CoordinatesStandardiser.INSTANCE;
      case TEXT,
          PERSON_NAME,
          PERSON_NAMES,
          ADDRESS,
          POSTCODE,
          PHONE,
          EMAIL,
          NUMBER,
          CODE,
          CATEGORY ->
          TextStandardiser.INSTANCE;
      case DATE -> DateStandardiser.INSTANCE;
    };
  }
}
