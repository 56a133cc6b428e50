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
      case TEXT -> TextStandardiser.INSTANCE;
      case PERSON_NAME -> PersonNameStandardiser.INSTANCE;
      case PERSON_NAMES -> PersonNamesStandardiser.INSTANCE;
      case ADDRESS -> AddressStandardiser.INSTANCE;
      case POSTCODE -> PostcodeStandardiser.INSTANCE;
      case PHONE -> PhoneStandardiser.INSTANCE;
      case EMAIL -> EmailStandardiser.INSTANCE;
      case NUMBER -> NumberStandardiser.INSTANCE;
      case CODE -> CodeStandardiser.INSTANCE;
      case CATEGORY -> CategoryStandardiser.INSTANCE;
      case DATE -> DateStandardiser.INSTANCE;
    };
  }
}
