package io.linkgrid.model;

/**
 * Where a row came from; it travels with the row to the very end.
 *
 * @param file the role of the file in its run: {@code A} or {@code B}, {@code reference} or {@code
 *     records}
 * @param row the data row, counted from 1; a header does not count
 * @param line the line on which the row starts, counted from 1 in the file as it is
 */
public record Provenance(String file, long row, long line) {
  public Provenance {
    if (file.isBlank()) {
      throw new IllegalArgumentException("A row needs the role of its file");
    }
    if (row < 1 || line < 1) {
      throw new IllegalArgumentException(
          "Rows and lines count from 1, but row is " + row + " and line is " + line);
    }
  }
}
