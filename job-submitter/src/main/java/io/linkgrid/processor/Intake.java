package io.linkgrid.processor;

import io.linkgrid.clean.RecordCleaner.RowIdentity;
import java.io.Serializable;
import java.util.List;

/**
 * How the rows of a file are taken in.
 *
 * @param columns the columns that are read, in this order; one that the file lacks is absent in
 *     every row
 * @param recordIdColumn the column that names a row
 * @param identity whether rows with the same values are the same mention
 */
public record Intake(List<String> columns, String recordIdColumn, RowIdentity identity)
    implements Serializable {
  public Intake {
    columns = List.copyOf(columns);
  }
}
