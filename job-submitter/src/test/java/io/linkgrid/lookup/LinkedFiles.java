package io.linkgrid.lookup;

import io.linkgrid.database.Database;
import io.linkgrid.generate.Generator;
import io.linkgrid.generate.GeneratorSettings;
import io.linkgrid.job.LinkRun;
import io.linkgrid.job.RunInputs;
import io.linkgrid.model.CleanRecord;
import io.linkgrid.report.Progress;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecReader;
import io.linkgrid.spec.SpecText;
import io.linkgrid.submit.GridConnection;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Made inspections, a clean file A and a dirty one B, and runs that link them. */
public final class LinkedFiles {
  /** By which they are linked. */
  public static final SpecText SPEC = SpecReader.builtIn("restaurants").orElseThrow();

  private final Path directory;

  /** Makes the files in a directory. */
  public LinkedFiles(Path directory, int entities, int rows, long seed) {
    this.directory = directory;
    Generator.write(
        new GeneratorSettings(
            GeneratorSettings.Layout.INSPECTIONS, entities, rows, seed, 0.4, 0, 0.5),
        directory);
  }

  /** Returns a file. */
  public Path file(String role) {
    return directory.resolve(role.equals("A") ? "a.csv" : "b.csv");
  }

  /** Links the files of these roles. */
  public void link(Database database, GridConnection grid, String... roles) throws Exception {
    List<RunInputs.RecordFile> files = new ArrayList<>();
    for (String role : roles) {
      files.add(new RunInputs.RecordFile(role, file(role)));
    }
    RunInputs inputs =
        new RunInputs(files, List.of(), SPEC, directory.resolve("out"), directory.resolve("spool"));
    new LinkRun(inputs, database, () -> grid, progress(), sentence -> {}).run();
  }

  /** Returns a progress that nobody sees. */
  public static Progress progress() {
    return Progress.on(new PrintStream(OutputStream.nullOutputStream()), false, false);
  }

  /** Returns the rows of a file as texts by column. */
  public List<Map<String, String>> rows(String role) {
    return RecordsFile.read(file(role), SPEC.parse(), directory.resolve("spool"));
  }

  /** Returns the rows of a file, standardised. */
  public List<CleanRecord> records(String role) {
    LinkSpec spec = SPEC.parse();
    RecordForm form = new RecordForm(spec);
    List<CleanRecord> records = new ArrayList<>();
    for (Map<String, String> row : rows(role)) {
      records.add(form.read("A row", records.size() + 1L, row));
    }
    return records;
  }
}
