package io.linkgrid.clean;

import io.linkgrid.spec.Attribute;
import io.linkgrid.spec.AttributeType;
import io.linkgrid.spec.Reading;

/** Where the standardiser of an attribute's type is found. */
public final class Standardisers {
  private Standardisers() {}

  /**
   * Returns the standardiser of an attribute: that of its type, unless the spec says how its text
   * is read.
   */
  public static Standardiser of(Attribute attribute) {
    Reading reading = attribute.reading();
    if (reading.equals(Reading.PLAIN)) {
      return of(attribute.type());
    }
    return attribute.type() == AttributeType.DATE
        ? new FormattedDateStandardiser(reading.format())
        : new VerbatimStandardiser(reading);
  }

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
      case VERBATIM -> VerbatimStandardiser.INSTANCE;
    };
  }
}
