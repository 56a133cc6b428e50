package io.linkgrid.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import io.linkgrid.lookup.LinkedFiles;
import io.linkgrid.submit.GridConnection;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code watch --once} as it is typed. */
@ExtendWith(PostgresExtension.class)
class WatchCommandIT {
  @TempDir private Path directory;
  private Path in;
  private String db = "";
  private String out = "";
  private String err = "";

  @BeforeEach
  void open(DatabaseSettings settings) throws Exception {
    db = "postgresql://" + settings.user() + "@" + settings.place();
    in = Files.createDirectory(directory.resolve("in"));
    try (Database database = Database.open(settings, "restaurants")) {
      database.jdbi().useHandle(handle -> handle.execute("drop schema restaurants cascade"));
    }
  }

  private int run(String... words) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    int code =
        Main.run(
            words,
            new PrintStream(printed, true, UTF_8),
            new PrintStream(told, true, UTF_8),
            Map.of());
    out = printed.toString(UTF_8);
    err = told.toString(UTF_8);
    return code;
  }

  private int watch(String... more) {
    String[] words = {
      "watch",
      in.toString(),
      "--once",
      "--settle",
      "0",
      "--db",
      db,
      "--data-dir",
      directory.resolve("data").toString()
    };
    String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return run(all);
  }

  @Test
  void aSchemaWithoutAModel_isRefused() {
    assertThat(watch()).isEqualTo(2);

    assertThat(err)
        .isEqualTo(
            "The schema 'restaurants' has no model yet, by which files that arrive could be linked."
                + " Link the reference and a first file with 'linkgrid link' or 'linkgrid run', or"
                + " give --model.\n");
    assertThat(out).isEmpty();
  }

  @Test
  void aLineForEachFile_andACodeThatSaysWhetherAllWereUsed(DatabaseSettings settings)
      throws Exception {
    LinkedFiles made = new LinkedFiles(directory, 100, 500, 5);
    try (Database database = Database.open(settings, "restaurants");
        GridConnection grid = GridConnection.embedded()) {
      made.link(database, grid, "A");
    }
    Files.copy(made.file("B"), in.resolve("b.csv"));

    assertThat(watch()).isZero();
    assertThat(out).matches("linked     b\\.csv  \\d+ rows: .* rejected; [\\d.]+ s\n");
    assertThat(err).isEqualTo("Watching " + in + " for 'restaurants' with 1 node.\n");

    Files.copy(made.file("B"), in.resolve("c\u001b[2J.csv"));
    assertThat(watch()).isZero();
    assertThat(out)
        .isEqualTo(
            "duplicate  c [2J.csv  Its content was linked before, as b.csv; nothing was"
                + " changed.\n");

    Files.writeString(in.resolve("d.csv"), "");
    assertThat(watch("--format", "json", "--failed", directory.resolve("no").toString()))
        .isEqualTo(3);
    JsonNode line = new ObjectMapper().readTree(out);
    assertThat(line.path("outcome").asText()).isEqualTo("FAILED");
    assertThat(line.path("message").asText()).startsWith("d.csv is empty (0 bytes)");
    assertThat(err).contains("d.csv cannot be used: d.csv is empty (0 bytes)");
    assertThat(directory.resolve("no/d.csv.error")).content().startsWith("d.csv is empty");

    assertThat(watch()).isZero();
    assertThat(out).isEmpty();
  }

  @Test
  void whatIsNoDirectory_isRefused() {
    assertThat(run("watch", directory.resolve("absent").toString(), "--db", db)).isEqualTo(2);

    assertThat(err)
        .isEqualTo(
            "There is no directory "
                + directory.resolve("absent")
                + " to watch. Make it first; a pattern of names may stand at the end, in quotes:"
                + " 'in/*.csv'.\n");
  }
}
