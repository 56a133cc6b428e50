package io.linkgrid.splink;

import io.linkgrid.spec.AttributeType;
import io.linkgrid.spec.Reading;
import io.linkgrid.spec.Reading.Letters;
import java.util.List;

/**
 * What a model reads of a record: what becomes an attribute of the spec.
 *
 * @param columns the columns
 * @param type the type of the attribute
 * @param reading how the columns are read
 */
record ReadValue(List<String> columns, AttributeType type, Reading reading) {
  ReadValue {
    columns = List.copyOf(columns);
  }

  /** A column as it stands. */
  static ReadValue of(String column) {
    return new ReadValue(List.of(column), AttributeType.VERBATIM, Reading.PLAIN);
  }

  /** Returns this value of another type. */
  ReadValue as(AttributeType other) {
    return new ReadValue(columns, other, reading);
  }

  /** Returns this value as a date; a column of dates is written as the database writes them. */
  ReadValue asDate() {
    return type == AttributeType.DATE ? this : asDate("yyyy-MM-dd");
  }

  /** Returns the columns as dates that are written in this format. */
  ReadValue asDate(String format) {
    return new ReadValue(columns, AttributeType.DATE, new Reading(Letters.AS_THEY_ARE, "", format));
  }

  /** Returns this value, read in another way. */
  ReadValue with(Reading other) {
    return new ReadValue(columns, type, other);
  }
}
