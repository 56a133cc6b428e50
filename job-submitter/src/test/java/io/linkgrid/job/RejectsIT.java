package io.linkgrid.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.report.Progress;
import io.linkgrid.report.RunSummary;
import io.linkgrid.spec.SpecText;
import io.linkgrid.submit.GridConnection;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rows that cannot be used: too many of them stop a run, and corrected ones come back. */
@ExtendWith(PostgresExtension.class)
class RejectsIT {
  private static final SpecText SPEC =
      new SpecText(
          "shops.yaml",
          """
          name: shops
          columns: [id, name, zip, phone]
          record-id: id
          attributes:
            name: {column: name, type: text}
            zip: {column: zip, type: us-zip}
            phone: {column: phone, type: us-phone}
          blocking:
            - {name: zip, key: [zip]}
          comparisons:
            name:
              comparator: jaro-winkler
              levels:
                - {label: same, at-least: 1.0, weight: 12.0}
                - {label: alike, at-least: 0.9, weight: 9.0}
                - {label: different, weight: -9.0}
          prior-weight: -6.0
          """);

  private static final String HEADER = "id,name,zip,phone\n";
  private static final String GOOD =
      """
      1,Acme Diner,94110,415-555-0101
      2,Bobs Grill,94110,415-555-0102
      3,Corner Cafe,94112,415-555-0103
      4,Green Dragon,94114,415-555-0104
      """;

  @TempDir private Path directory;
  private static GridConnection grid;

  @BeforeAll
  static void start() {
    grid = GridConnection.embedded();
  }

  @AfterAll
  static void stop() {
    grid.close();
  }

  @Test
  void aFileOfTooManyRejects_stopsTheRun_andLeavesNothing_untilMoreAreAllowed(
      DatabaseSettings settings) throws Exception {
    Path a = write("a.csv", HEADER + GOOD + "5,Red Lion\n6,\n7, ,none,\n8,\"Blue\" Door,94110,\n");
    try (Database into = Database.open(settings, "rejects_limit")) {
      assertThatThrownBy(() -> run(into, RejectLimit.parse("25%"), Optional.empty(), a))
          .isInstanceOfSatisfying(
              LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DATA))
          .hasMessage(
              """
              A (a.csv): 4 of its 8 rows cannot be used so far, and --max-rejects allows 25%, which is 2. Nothing of the file was kept. The commonest reasons:
                2 rows, such as line 6: 2 columns, but 4 were expected
                  5,Red Lion
                1 row, such as line 8: none of the columns by which records are linked holds anything usable
                  7, ,none,
                1 row, such as line 9: text after the closing double quote of a field; a quote inside a quoted field must be doubled
                  8,"Blue" Door,94110,
              Correct the file or the spec, or allow more with --max-rejects, and run again.""");
      for (String table : List.of("source_file", "source_record", "reject", "mention", "link")) {
        assertThat(count(into, table)).as(table).isZero();
      }

      RunSummary summary = run(into, RejectLimit.parse("4"), Optional.empty(), a);

      assertThat(summary.read()).isEqualTo(8);
      assertThat(summary.rejected()).isEqualTo(4);
      assertThat(count(into, "link")).isEqualTo(4);
    }
  }

  @Test
  void aLandedFile_isHeldAgainstTheLimitOfTheRunThatLinksIt(DatabaseSettings settings)
      throws Exception {
    Path a = write("a.csv", HEADER + GOOD + "5,Red Lion\n");
    try (Database into = Database.open(settings, "rejects_landed")) {
      landOnly(into, a);

      assertThatThrownBy(() -> run(into, RejectLimit.USUAL, Optional.empty(), a))
          .hasMessageStartingWith(
              "A (a.csv): 1 of its 5 rows cannot be used so far, and --max-rejects allows 10%,"
                  + " which is 0. The file is landed, and nothing of it linked.");
      assertThat(count(into, "source_record")).isEqualTo(4);
      assertThat(count(into, "link")).isZero();
    }
  }

  @Test
  void correctedRejects_areRecordsAsIfTheyHadStoodInTheirFile(DatabaseSettings settings)
      throws Exception {
    String bad = "5,=Red Lion\n6,Bobs Grill,94110,415-555-0102,x\n7,Corner Caffe\n8,Stays\n";
    String right =
        "5,=Red Lion,94116,\n6,Bobs Grill,94110,415-555-0102\n7,Corner Caffe,94112,\n8,Stays\n";
    Path a = write("a.csv", HEADER + GOOD);
    Path b = write("b.csv", HEADER + bad + "9,Old Mill,94118,\n");
    Path corrected = write("corrected/b.csv", HEADER + right + "9,Old Mill,94118,\n");
    List<String> expected;
    try (Database into = Database.open(settings, "rejects_none")) {
      run(into, RejectLimit.NONE, Optional.empty(), a, corrected);
      expected = links();
    }
    try (Database into = Database.open(settings, "rejects_corrected")) {
      run(into, RejectLimit.NONE, Optional.empty(), a, b);
      assertThat(rejects())
          .contains("B,1,2,\"2 columns, but 4 were expected\",\"5,=Red Lion\"")
          .hasSize(5);
      Path sheet = directory.resolve("sheet.csv");
      String text = Files.readString(directory.resolve("out/rejects.csv"));
      Files.writeString(
          sheet,
          text.replace("\"5,=Red Lion\"", "\"5,=Red Lion,94116,\"")
              .replace("415-555-0102,x", "415-555-0102")
              .replace("7,Corner Caffe", "7,Corner Caffe,94112,"));

      List<String> said = new ArrayList<>();
      RunSummary summary = run(into, RejectLimit.NONE, Optional.of(sheet), said, a, b);

      assertThat(said)
          .contains(
              "sheet.csv: 3 corrected rows become records, 0 were records before, 1 stand as they"
                  + " were, 0 still cannot be used.");
      assertThat(links()).isEqualTo(expected);
      assertThat(rejects()).hasSize(2).last().asString().startsWith("B,4,5,");
      assertThat(summary.read()).isEqualTo(9);
      assertThat(summary.rejected()).isEqualTo(1);

      said.clear();
      run(into, RejectLimit.NONE, Optional.of(sheet), said, a, b);

      assertThat(said)
          .contains(
              "sheet.csv: 0 corrected rows become records, 3 were records before, 1 stand as they"
                  + " were, 0 still cannot be used.");
      assertThat(links()).isEqualTo(expected);
      assertThat(count(into, "source_record")).isEqualTo(8);
      assertThat(count(into, "source_file")).isEqualTo(3);
    }
  }

  @Test
  void aRowThatIsStillWrong_staysAReject_andIsNamed(DatabaseSettings settings) throws Exception {
    Path a = write("a.csv", HEADER + GOOD + "5,Red Lion\n6, ,,\n");
    try (Database into = Database.open(settings, "rejects_still_wrong")) {
      run(into, RejectLimit.NONE, Optional.empty(), a);
      Path sheet =
          write(
              "sheet.csv",
              "raw;row;file\n\"5;Red Lion,94110\";5;A\n\"6,\"\"Blue\n7,Door,94110,\";6;A\n"
                  .replace("5;Red", "5,Red"));

      List<String> said = new ArrayList<>();
      run(into, RejectLimit.NONE, Optional.of(sheet), said, a);

      assertThat(said)
          .contains(
              "sheet.csv: 0 corrected rows become records, 0 were records before, 0 stand as they"
                  + " were, 2 still cannot be used.",
              "  line 2, row 5 of A: 3 columns, but 4 were expected",
              "  line 3, row 6 of A: a double quote opens a field and is never closed");
      assertThat(rejects()).hasSize(3);
      assertThat(count(into, "source_file")).isEqualTo(1);
    }
  }

  @Test
  void aSheetOfAnotherRun_isRefusedWithAllItsProblems(DatabaseSettings settings) throws Exception {
    Path a = write("a.csv", HEADER + GOOD);
    Path sheet = write("sheet.csv", "file,row,raw\nA,1,x\nB,2,x\nA,one,x\nA,1,y\nA,1\n");
    try (Database into = Database.open(settings, "rejects_strange")) {
      assertThatThrownBy(() -> run(into, RejectLimit.NONE, Optional.of(sheet), a))
          .isInstanceOfSatisfying(
              LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DATA))
          .hasMessage(
              sheet
                  + " cannot be taken in; nothing was changed. Correct it and run again.\n"
                  + "line 2: row 1 of A was not rejected. Give the files of that run.\n"
                  + "line 3: its file is none of this run, which has A. Leave that column as it was"
                  + " written, and give the files of that run.\n"
                  + "line 4: its row is no whole number. Leave that column as it was written.\n"
                  + "line 5: row 1 of A is there twice.\n"
                  + "line 6: 2 fields, but the header has 3.");
      Path other = write("other.csv", "mention_id,answer\n1,y\n");
      assertThatThrownBy(() -> run(into, RejectLimit.NONE, Optional.of(other), a))
          .hasMessage(
              other
                  + " line 1: a header with the columns file, row, line, reason, raw was expected,"
                  + " but the column 'file' is not there once. Give --retry-rejects a rejects.csv of"
                  + " an earlier run.");
    }
  }

  private RunSummary run(Database into, RejectLimit limit, Optional<Path> retried, Path... files)
      throws Exception {
    return run(into, limit, retried, new ArrayList<>(), files);
  }

  private RunSummary run(
      Database into, RejectLimit limit, Optional<Path> retried, List<String> said, Path... files)
      throws Exception {
    return of(into, limit, retried, said, files).run();
  }

  private void landOnly(Database into, Path file) throws Exception {
    of(into, RejectLimit.NONE, Optional.empty(), new ArrayList<>(), file).blocking();
  }

  private LinkRun of(
      Database into, RejectLimit limit, Optional<Path> retried, List<String> said, Path... files) {
    List<RunInputs.RecordFile> records = new ArrayList<>();
    for (Path file : files) {
      records.add(new RunInputs.RecordFile(records.isEmpty() ? "A" : "B", file));
    }
    return new LinkRun(
        new RunInputs(
            records,
            List.of(),
            SPEC,
            directory.resolve("out"),
            directory.resolve("spool"),
            RunInputs.USUAL_MAX_PAIRS,
            limit,
            retried),
        into,
        () -> grid,
        Progress.on(new PrintStream(OutputStream.nullOutputStream()), false, false),
        said::add);
  }

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    return Files.writeString(file, text);
  }

  /** What a row became: file, row, id, entity and decision. */
  private List<String> links() throws IOException {
    return Files.readAllLines(directory.resolve("out/links.csv")).stream()
        .map(
            line -> {
              List<String> fields = List.of(line.split(",", -1));
              return String.join(
                  ",", fields.get(0), fields.get(1), fields.get(2), fields.get(3), fields.get(5));
            })
        .toList();
  }

  private List<String> rejects() throws IOException {
    return Files.readAllLines(directory.resolve("out/rejects.csv"));
  }

  private static long count(Database in, String table) {
    return in.jdbi()
        .withHandle(
            handle -> handle.createQuery("select count(*) from " + table).mapTo(Long.class).one());
  }
}
