package io.linkgrid.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.model.LinkgridException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresToolsTest {
  @Test
  void rootWithoutUserNamespaces_isToldWhatToDo() {
    assertThatThrownBy(
            () -> PostgresTools.outOfRoot(List.of("sh", "-c", "echo not permitted; exit 1")))
        .isInstanceOf(LinkgridException.class)
        .hasMessage(
            "Postgres does not run as root, and this machine forbids the way around it, a user"
                + " namespace (not permitted). Run linkgrid as a normal user, or give --db with the"
                + " address of a running server.");
    assertThatThrownBy(() -> PostgresTools.outOfRoot(List.of("no-such-program")))
        .isInstanceOf(LinkgridException.class)
        .hasMessageContaining("no-such-program");
    assertThat(PostgresTools.outOfRoot(List.of("env"))).containsExactly("env");
  }

  @Test
  void programThatCannotRun_isASentence(@TempDir Path directory) {
    PostgresTools nothingThere = new PostgresTools(directory, List.of());
    assertThatThrownBy(() -> nothingThere.run(directory, "", List.of("initdb")))
        .isInstanceOf(LinkgridException.class)
        .hasMessageStartingWith("Cannot run the Postgres that comes with linkgrid: ")
        .hasMessageEndingWith("or give --db with the address of a running server.");
  }
}
