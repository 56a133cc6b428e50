package io.linkgrid.benchmarks;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.linkgrid.bench.ScratchDirectory;
import io.linkgrid.clean.RecordCleaner.RowIdentity;
import io.linkgrid.generate.Generator;
import io.linkgrid.generate.GeneratorSettings;
import io.linkgrid.generate.GeneratorSettings.Layout;
import io.linkgrid.model.Mention;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecReader;
import io.linkgrid.spec.SpecText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Made-up restaurants that all have the same zip, cleaned, and dirty records of them. The same
 * numbers give the same mentions on every machine.
 *
 * @param spec the built-in spec for restaurants, its weights set by hand
 * @param reference one mention a restaurant
 * @param records different mentions of them
 */
public record MadeMentions(LinkSpec spec, List<Mention> reference, List<Mention> records) {
  private static final String ZIP = "94103";
  private static final long SEED = 1;
  private static final double DAMAGE = 0.3;

  public MadeMentions {
    reference = List.copyOf(reference);
    records = List.copyOf(records);
  }

  /**
   * Makes them up.
   *
   * @param entities how many restaurants
   * @param records how many rows tell of them, a fifth of them of unknown ones
   */
  public static MadeMentions of(int entities, int records) throws IOException {
    LinkSpec spec = weighted();
    try (ScratchDirectory scratch = new ScratchDirectory(temporary(), "linkgrid-jmh-")) {
      Path directory = scratch.path();
      write(entities, records, directory);
      return new MadeMentions(
          spec,
          MadeFiles.mentions(
              spec,
              withOneZip(directory, "clean.csv", 5),
              spec.referenceIdColumn(),
              RowIdentity.EACH_ITS_OWN),
          MadeFiles.mentions(
              spec,
              withOneZip(directory, "b.csv", 4),
              spec.recordIdColumn(),
              RowIdentity.BY_VALUES));
    }
  }

  /** Returns where scratch directories are made. */
  static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** Writes clean.csv and b.csv. */
  static void write(int entities, int records, Path directory) {
    Generator.write(
        new GeneratorSettings(Layout.REFERENCE, entities, records, SEED, DAMAGE, 0, 0), directory);
  }

  /** Returns the built-in spec for restaurants with weights that were set by hand. */
  static LinkSpec weighted() throws IOException {
    SpecText text = SpecReader.builtIn("restaurants").orElseThrow();
    try (InputStream weights =
        Objects.requireNonNull(MadeMentions.class.getResourceAsStream("weights.yaml"))) {
      return new SpecText(
              text.where(),
              text.yaml() + "\n" + new String(weights.readAllBytes(), StandardCharsets.UTF_8))
          .parse();
    }
  }

  private static Path withOneZip(Path directory, String name, int zip) throws IOException {
    Path changed = directory.resolve("one-zip-" + name);
    try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(directory.resolve(name));
        CsvWriter out = CsvWriter.builder().build(changed)) {
      for (CsvRecord row : rows) {
        List<String> fields = new ArrayList<>(row.getFields());
        if (!fields.get(zip).equals("business_postal_code")) {
          fields.set(zip, ZIP);
        }
        out.writeRecord(fields);
      }
    }
    return changed;
  }
}
