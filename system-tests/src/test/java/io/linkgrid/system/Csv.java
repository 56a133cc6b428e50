package io.linkgrid.system;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Reads CSV files with a header. */
final class Csv {
  private Csv() {}

  /** Returns the rows, each a value by the name of its column. */
  static List<NamedCsvRecord> read(Path file) throws IOException {
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
      return reader.stream().collect(Collectors.toList());
    }
  }

  /** Returns the rows of a file as they are, a header included. */
  static List<List<String>> rows(Path file) throws IOException {
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
      return reader.stream().map(CsvRecord::getFields).collect(Collectors.toList());
    }
  }
}
