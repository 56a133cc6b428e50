package io.linkgrid.splink;

import io.linkgrid.spec.AttributeType;
import io.linkgrid.spec.Reading;
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

  /** Returns this value, read in another way. */
  ReadValue with(Reading other) {
    return new ReadValue(columns, type, other);
  }
}
