package io.linkgrid.benchmarks.versus;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The files of all contenders: CSV with commas, plain or gzip, with the columns of restaurants. */
final class RecordFiles {
  /** The columns of a file of records that has no header. */
  static final List<String> COLUMNS =
      List.of(
          "business_name",
          "business_address",
          "business_city",
          "business_state",
          "business_postal_code",
          "business_latitude",
          "business_longitude",
          "business_phone_number",
          "inspection_id",
          "inspection_date",
          "inspection_score",
          "inspection_type",
          "violation_id",
          "violation_description",
          "risk_category");

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

  /** Whether the first row of a file names a column. */
  static boolean hasHeader(Path file, String column) throws IOException {
    try (CsvReader<CsvRecord> rows = open(file)) {
      return rows.stream().findFirst().filter(row -> row.getFields().contains(column)).isPresent();
    }
  }
}
