package io.linkgrid.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.linkgrid.system.LinkgridCommand.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code linkgrid run} on what people really type and send: each mistake is a sentence that says
 * what to do and the right exit code, leaves no results, and shows no stack trace; a bad row is a
 * reject and stops nobody; a file that is merely odd is read.
 */
class BadInputIT {
  private static final String HEADER =
      "business_name,business_address,business_city,business_state,business_postal_code,"
          + "business_latitude,business_longitude,business_phone_number,inspection_id,"
          + "inspection_date,inspection_score,inspection_type,violation_id,violation_description,"
          + "risk_category";
  private static final int DATA = 3;
  private static final int USAGE = 2;

  @TempDir static Path directory;
  private static LinkgridCommand linkgrid;
  private static Path good;

  @BeforeAll
  static void writeAGoodFile() throws IOException {
    linkgrid = new LinkgridCommand(directory);
    good =
        write("good.csv", text(HEADER, inspection(1, "Acme Diner"), inspection(2, "Café Bravo")));
  }

  /** A row of one of many businesses that have little in common. */
  private static String inspection(int number, String name) {
    return "%1$s,%2$d Elm St,San Francisco,CA,%3$d,,,+1415%4$d,%5$d_20180101,2018-01-01,,,%5$d_1,,"
        .formatted(name, 100 + 7 * number, 94_100 + number, 2_000_000 + 137_173 * number, number);
  }

  private static String text(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  private static Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text, UTF_8);
  }

  private static Finished run(String out, Object... arguments) throws Exception {
    return linkgrid.run(
        "run", List.of(arguments), List.of("--data-dir", "data", "--out", directory.resolve(out)));
  }

  /** Runs, and expects nothing but an exit code and a text on standard error. */
  private static void assertRefused(int code, String expected, Object... arguments)
      throws Exception {
    Finished refused = run("refused-out", arguments);

    assertThat(refused.err())
        .contains(expected)
        .doesNotContain("\tat ", "Exception", "a fault of its own");
    assertThat(refused.code()).as(refused.err()).isEqualTo(code);
    assertThat(refused.out()).isEmpty();
    assertThat(directory.resolve("refused-out")).doesNotExist();
  }

  @Test
  void aMissingFile_isNamed() throws Exception {
    Path missing = directory.resolve("mising.csv");

    assertRefused(
        DATA, missing + " does not exist. Check the name and the directory.", "--a", missing);
  }

  @Test
  void anEmptyFileB_isRefused_beforeAnythingIsDoneWithA() throws Exception {
    Path empty = write("empty.csv", "");

    assertRefused(
        DATA,
        "empty.csv is empty (0 bytes), but rows of data were expected. Check how it was made.",
        List.of("--a", good, "--b", empty));
  }

  @Test
  void aBinaryFile_isRefused() throws Exception {
    Path binary = Files.write(directory.resolve("binary.csv"), new byte[5_000]);

    assertRefused(
        DATA,
        "binary.csv is binary (it holds NUL bytes), but text in rows and columns was expected."
            + " Export the data as CSV in UTF-8; gzip and zip are fine.",
        "--a",
        binary);
  }

  @Test
  void aQuoteThatIsNeverClosed_isRefused_withTheLineWhereItOpens() throws Exception {
    Path open =
        write(
            "open.csv",
            text(
                HEADER,
                inspection(1, "\"Acme, the Diner\""),
                inspection(2, "\"Bravo, the Bistro"),
                inspection(3, "Corner")));

    assertRefused(
        DATA,
        "open.csv line 3: a double quote opens a field there and is never closed",
        "--a",
        open);
  }

  @Test
  void aGridThatIsNotThere_isASentence() throws Exception {
    assertRefused(
        4,
        "No grid at 127.0.0.1:1: no node of a cluster named 'linkgrid' answered within 10 s. Start"
            + " nodes with scripts/start-nodes -n 2, or leave --grid away.",
        List.of("--a", good, "--grid", "127.0.0.1:1"));
  }

  @Test
  void aPostgresThatIsNotThere_isASentence() throws Exception {
    assertRefused(
        5,
        "Cannot reach Postgres at 127.0.0.1:1/x: connection refused. Start it, or correct --db or"
            + " PGHOST and PGPORT.",
        List.of("--a", good, "--db", "postgresql://127.0.0.1:1/x"));
  }

  @Test
  void anUnknownOption_isAnsweredWithTheNearestOne() throws Exception {
    // The nearest comes first; further ones follow as options are added.
    assertRefused(
        USAGE,
        "Unknown options: '--nodez', '2'\nPossible solutions: --nodes, --notify-url\nTry 'linkgrid run --help'.",
        List.of("--a", good, "--nodez", "2"));
  }

  @Test
  void anUnknownSpec_isAnsweredWithThoseThatThereAre() throws Exception {
    assertRefused(
        USAGE,
        "--spec 'restaurant' is neither a file nor a built-in spec. Built in are: restaurants,"
            + " fodors-zagats, dblp-acm, febrl.",
        List.of("--a", good, "--spec", "restaurant"));
  }

  @Test
  void aRowWithTooFewColumns_isRejectedWithItsLine_andTheOthersAreTaken() throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add(HEADER);
    for (int i = 1; lines.size() < 5_000; i++) {
      lines.add(inspection(i % 40, "Diner Number " + i % 40));
    }
    lines.set(4_182 - 1, "Acme Diner,12 Elm St,San Francisco");
    Path file = write("short-row.csv", text(lines.toArray(String[]::new)));

    Finished run = run("short-row-out", "--a", file).succeeded();

    List<NamedCsvRecord> rejects = Csv.read(directory.resolve("short-row-out/rejects.csv"));
    assertThat(rejects).hasSize(1);
    NamedCsvRecord reject = rejects.get(0);
    assertThat(reject.getField("file")).isEqualTo("A");
    assertThat(reject.getField("row")).isEqualTo("4181");
    assertThat(reject.getField("line")).isEqualTo("4182");
    assertThat(reject.getField("reason")).isEqualTo("3 columns, but 15 were expected");
    assertThat(reject.getField("raw")).isEqualTo("Acme Diner,12 Elm St,San Francisco");
    JsonNode summary =
        new ObjectMapper().readTree(directory.resolve("short-row-out/summary.json").toFile());
    assertThat(summary.get("read").asInt()).isEqualTo(4_999);
    assertThat(summary.get("rejected").asInt()).isEqualTo(1);
    assertThat(summary.get("linked").asInt() + summary.get("new").asInt()).isEqualTo(4_998);
    assertThat(run.err()).doesNotContain("Exception");
  }

  /** The same rows in three dresses: what the businesses are does not depend on how they came. */
  @Test
  void aByteOrderMark_windowsLineEnds_andLatin1_changeNothing() throws Exception {
    List<String> rows = new ArrayList<>();
    for (int i = 1; i <= 30; i++) {
      rows.add(inspection(i, i % 3 == 0 ? "Café Señor Nº " + i : "Plain Diner " + i));
    }
    String plain = text(rows.toArray(String[]::new));
    Path asUsual = write("usual.csv", text(HEADER) + plain);
    Path fromWindows =
        write("windows.csv", "\uFEFF" + (text(HEADER) + plain).replace("\n", "\r\n"));
    Path latin = Files.writeString(directory.resolve("latin.csv"), plain, ISO_8859_1);

    run("usual-out", "--a", asUsual).succeeded();
    Finished odd =
        linkgrid
            .run(
                List.of("run", "--a", fromWindows, "--b", latin),
                List.of("--data-dir", "odd-data", "--out", directory.resolve("odd-out")))
            .succeeded();

    assertThat(odd.err()).doesNotContain("Exception");
    List<String> usual = entities("usual-out", "A");
    assertThat(usual).hasSize(30).doesNotHaveDuplicates();
    assertThat(entities("odd-out", "A")).isEqualTo(usual);
    assertThat(entities("odd-out", "B")).isEqualTo(usual);
    assertThat(Csv.read(directory.resolve("odd-out/rejects.csv"))).isEmpty();
  }

  private static List<String> entities(String out, String role) throws IOException {
    return Csv.read(directory.resolve(out).resolve("links.csv")).stream()
        .filter(row -> row.getField("file").equals(role))
        .map(row -> row.getField("entity_id"))
        .toList();
  }
}
