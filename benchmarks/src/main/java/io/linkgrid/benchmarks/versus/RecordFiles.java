package io.linkgrid.benchmarks.versus;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.spec.SpecReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The files of all contenders: CSV with commas, plain or gzip, with the columns of restaurants. */
final class RecordFiles {
  /** The columns of a file of records that has no header. */
  static final List<String> COLUMNS =
      SpecReader.builtIn("restaurants").orElseThrow().parse().format().columns();

  /** The columns of a reference that are looked at. */
  static final List<String> REFERENCE_COLUMNS =
      List.of(
          "business_id",
          "business_name",
          "business_address",
          "business_postal_code",
          "business_latitude",
          "business_longitude",
          "business_phone_number");

  /** The columns of a truth. */
  static final List<String> TRUTH_COLUMNS = List.of("inspection_id", "business_id", "known");

  private RecordFiles() {}

  /** Opens a file for reading by rows. */
  static CsvReader<CsvRecord> open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    Reader text =
        new InputStreamReader(
            file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes,
            StandardCharsets.UTF_8);
    return CsvReader.builder().ofCsvRecord(text);
  }

  /**
   * Sees to it that the first row of a file names columns.
   *
   * @throws LinkgridException of kind DATA if one is missing
   */
  static void requireHeader(Path file, List<String> columns) throws IOException {
    try (CsvReader<CsvRecord> rows = open(file)) {
      List<String> header = rows.stream().findFirst().map(CsvRecord::getFields).orElseGet(List::of);
      List<String> missing = columns.stream().filter(each -> !header.contains(each)).toList();
      if (!missing.isEmpty()) {
        throw new LinkgridException(
            Kind.DATA,
            file.getFileName()
                + " line 1: expected a header with "
                + String.join(", ", columns)
                + ", but there is no "
                + String.join(", ", missing)
                + ". Give a file as 'linkgrid generate --layout reference' writes it; nothing was"
                + " started.");
      }
    } catch (ZipException e) {
      throw new LinkgridException(
          Kind.DATA,
          file.getFileName() + " is named .gz but is not gzip: " + e.getMessage() + ".",
          e);
    }
  }

  /** Whether the first row of a file names a column. */
  static boolean hasHeader(Path file, String column) throws IOException {
    try (CsvReader<CsvRecord> rows = open(file)) {
      return rows.stream().findFirst().filter(row -> row.getFields().contains(column)).isPresent();
    }
  }
}
