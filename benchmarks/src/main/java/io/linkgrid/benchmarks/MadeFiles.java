package io.linkgrid.benchmarks;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.linkgrid.clean.RecordCleaner;
import io.linkgrid.clean.RecordCleaner.RowIdentity;
import io.linkgrid.model.Mention;
import io.linkgrid.model.Provenance;
import io.linkgrid.model.SourceRecord;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.ModelText;
import io.linkgrid.spec.SpecReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A reference and records that were cleaned, and the spec with the model that a run learnt from
 * them.
 *
 * @param spec the built-in spec for restaurants with the model
 * @param reference the mentions of the reference
 * @param probes the mentions that are looked for, each once
 */
record MadeFiles(LinkSpec spec, List<Mention> reference, List<Mention> probes) {
  /**
   * Reads the files of a run.
   *
   * @param reference a CSV file with a header
   * @param records a CSV file with or without a header
   * @param model the model.json of the run
   */
  static MadeFiles read(Path reference, Path records, Path model) throws IOException {
    LinkSpec spec = SpecReader.builtIn("restaurants").orElseThrow().parse();
    LinkSpec learnt = spec.with(ModelText.read(Files.readString(model), spec));
    return new MadeFiles(
        learnt,
        mentions(learnt, reference, learnt.referenceIdColumn(), RowIdentity.EACH_ITS_OWN),
        mentions(learnt, records, learnt.recordIdColumn(), RowIdentity.BY_VALUES));
  }

  static List<Mention> mentions(LinkSpec spec, Path file, String idColumn, RowIdentity identity)
      throws IOException {
    Map<Long, Mention> byId = new HashMap<>();
    List<Mention> mentions = new ArrayList<>();
    List<String> columns = spec.format().columns();
    try (Reader text = open(file);
        CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(text)) {
      RecordCleaner cleaner = null;
      int width = columns.size();
      for (CsvRecord row : rows) {
        if (cleaner == null) {
          boolean header = row.getFields().contains(idColumn);
          List<String> names = header ? row.getFields() : columns;
          width = names.size();
          List<String> all = new ArrayList<>(names);
          columns.stream().filter(c -> !names.contains(c)).forEach(all::add);
          cleaner = new RecordCleaner(spec, all, idColumn, identity);
          if (header) {
            continue;
          }
        }
        List<String> fields = new ArrayList<>(row.getFields());
        while (fields.size() < Math.max(width, columns.size() + 1)) {
          fields.add("");
        }
        cleaner.clean(
            new SourceRecord(new Provenance("B", row.getStartingLineNumber(), 1), fields),
            clean -> {
              if (byId.putIfAbsent(clean.mention().id(), clean.mention()) == null) {
                mentions.add(clean.mention());
              }
            },
            rejected -> {});
      }
    }
    return mentions;
  }

  private static Reader open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    return new InputStreamReader(
        file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes,
        StandardCharsets.UTF_8);
  }
}
