package io.linkgrid.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void mistypedDirectory_isNamed_andNothingIsMadeThere(@TempDir Path directory) {
    Path mistyped = directory.resolve("linkgrid-dta");

    assertThat(run("database", "--data-dir", mistyped.toString())).isEqualTo(2);

    assertThat(err.toString(UTF_8))
        .isEqualTo(
            "There is no embedded Postgres in "
                + mistyped
                + ". Give the --data-dir of a run; the run makes it.\n");
    assertThat(out.size()).isZero();
    assertThat(directory).isEmptyDirectory();
  }

  private int run(String... arguments) {
    return Main.run(
        arguments, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), Map.of());
  }
}
