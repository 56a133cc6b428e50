package io.linkgrid.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSettingsTest {
  private static final String CANARY = "c4n4ry";

  private static DatabaseSettings resolve(String url) {
    return DatabaseSettings.resolve(Optional.of(url), Map.of());
  }

  private static String passwordOf(DatabaseSettings settings) {
    return settings.secretEnvironment().getOrDefault("PGPASSWORD", "none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://ada@db:6543/links              | jdbc:postgresql://db:6543/links",
        "postgres://ada@db/links                     | jdbc:postgresql://db:5432/links",
        "POSTGRESQL://ada@db/links                   | jdbc:postgresql://db:5432/links",
        "postgresql://ada@/links                     | jdbc:postgresql://localhost:5432/links",
        "postgresql://ada@db                         | jdbc:postgresql://db:5432/ada",
        "postgresql://ada@[::1]:6543/links           | jdbc:postgresql://[::1]:6543/links",
        "postgresql://ada@a:1,b/links                | jdbc:postgresql://a:1,b:5432/links",
        "jdbc:postgresql://db:6543/links?user=ada    | jdbc:postgresql://db:6543/links",
        "jdbc:postgresql://ada@db:6543/links         | jdbc:postgresql://db:6543/links",
        "jdbc:postgresql:links?user=ada              | jdbc:postgresql://localhost:5432/links",
        "postgresql://ada@db/my%20links              | jdbc:postgresql://db:5432/my+links",
        "postgresql://ada@db/a+b                     | jdbc:postgresql://db:5432/a%2Bb",
        "postgresql://db?user=ada&dbname=links       | jdbc:postgresql://db:5432/links",
        "postgresql://ada@db/links?sslmode=require&connect_timeout=3 "
            + "| jdbc:postgresql://db:5432/links?sslmode=require&connectTimeout=3",
      })
  void bothForms_giveOneUrl(String written, String url) {
    DatabaseSettings settings = resolve(written);
    assertThat(settings.url()).isEqualTo(url);
    assertThat(settings.user()).isEqualTo("ada");
    assertThat(settings.password()).isEmpty();
  }

  @Test
  void environmentFillsWhatWasNotWritten() {
    Map<String, String> environment =
        Map.of(
            "PGHOST", "db",
            "PGPORT", "6543",
            "PGUSER", "ada",
            "PGDATABASE", "links",
            "PGSSLMODE", "verify-full",
            "PGPASSWORD", CANARY);
    DatabaseSettings settings = DatabaseSettings.resolve(Optional.empty(), environment);
    assertThat(settings.url()).isEqualTo("jdbc:postgresql://db:6543/links?sslmode=verify-full");
    assertThat(settings.user()).isEqualTo("ada");
    assertThat(passwordOf(settings)).isEqualTo(CANARY);

    DatabaseSettings written =
        DatabaseSettings.resolve(
            Optional.of("postgresql://bob:other@elsewhere:1/people?sslmode=disable"), environment);
    assertThat(written.url()).isEqualTo("jdbc:postgresql://elsewhere:1/people?sslmode=disable");
    assertThat(written.user()).isEqualTo("bob");
    assertThat(passwordOf(written)).isEqualTo("other");
  }

  @Test
  void nothingSaid_isTheLocalServerAndTheUsersOwnDatabase() {
    DatabaseSettings settings = DatabaseSettings.resolve(Optional.empty(), Map.of("PGHOST", ""));
    String user = System.getProperty("user.name");
    assertThat(settings.url()).isEqualTo("jdbc:postgresql://localhost:5432/" + user);
    assertThat(settings.user()).isEqualTo(user);
  }

  @Test
  void passwordOfTheFile_comesAfterTheVariable(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), CANARY + "\n");
    Map<String, String> environment = Map.of("LINKGRID_DB_PASSWORD_FILE", file.toString());
    assertThat(passwordOf(DatabaseSettings.resolve(Optional.empty(), environment)))
        .isEqualTo(CANARY);
    Map<String, String> both =
        Map.of("LINKGRID_DB_PASSWORD_FILE", file.toString(), "PGPASSWORD", "first");
    assertThat(passwordOf(DatabaseSettings.resolve(Optional.empty(), both))).isEqualTo("first");
  }

  @Test
  void emptyPasswordFile_isNamed(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), "");
    assertThatThrownBy(
            () ->
                DatabaseSettings.resolve(
                    Optional.empty(), Map.of("LINKGRID_DB_PASSWORD_FILE", file.toString())))
        .isInstanceOf(LinkgridException.class)
        .hasMessage(
            "LINKGRID_DB_PASSWORD_FILE names "
                + file
                + ", whose first line is empty. Put the password there.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ada:c4n4ry@db/links",
        "jdbc:postgresql://db/links?user=ada&password=c4n4ry",
        "jdbc:postgresql://ada:c4n4ry@db/links",
        "postgresql://ada@db/links?password=c4n4ry&sslmode=prefer",
        "postgresql://ada:c4n4%72y@db/links",
      })
  void passwordIsTakenOutOfTheUrl(String written) {
    DatabaseSettings settings = resolve(written);
    assertThat(passwordOf(settings)).isEqualTo(CANARY);
    assertThat(settings.url()).doesNotContain(CANARY).startsWith("jdbc:postgresql://db:5432/links");
    assertThat(settings.toString()).doesNotContain(CANARY).contains("***");
    assertThat(settings.place()).isEqualTo("db:5432/links");
    DatabaseAddress address = settings.address("restaurants");
    assertThat(address)
        .isEqualTo(new DatabaseAddress(settings.url(), "ada", "restaurants"))
        .asString()
        .doesNotContain(CANARY);
  }

  @Test
  void signsInAPassword_needNoCodeWhereTheyCanBeUnderstood() {
    assertThat(passwordOf(resolve("postgresql://ada:p@ss:w/o+rd@db/links")))
        .isEqualTo("p@ss:w/o+rd");
    assertThat(passwordOf(resolve("postgresql://ada:p%3Fss@db/links"))).isEqualTo("p?ss");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mysql://ada:c4n4ry@db/links                 | it starts with mysql:.",
        "host=db password=c4n4ry                     | --db is no address of a Postgres database.",
        "postgresql:ada:c4n4ry@db/links              | lacks the //",
        "postgresql://ada:c4n4ry@db:54x/links        | the port of 'db' is not a number",
        "postgresql://ada:c4n4ry@db:65536/links      | the port of 'db' is not a number",
        "postgresql://ada:c4n4ry/db:1/links          | the port of 'ada' is not a number",
        "postgresql://ada:c4n4ry?@db/links           | the port of 'ada' is not a number",
        "postgresql://ada:c4n4ry%@db/links           | followed by two hex digits",
        "postgresql://ada@db/links?passwrod=c4n4ry   | the parameter 'passwrod'",
        "postgresql://ada@db/links?sslpassword=c4n4ry | the parameter 'sslpassword'",
        "postgresql://ada@db/links?c4n4ry            | a parameter that is not name=value",
        "postgresql://ada:c4n4ry@::1/links           | Write an IPv6 address as [::1]",
        "postgresql://ada:c4n4ry@%2Frun%2Fpg/links   | a directory of sockets",
        "postgresql://ada:c4n4ry@my db/links         | a character that no host name has",
      })
  void whatCannotBeUnderstood_isRefusedWithoutThePassword(String written, String message) {
    assertThatThrownBy(() -> resolve(written))
        .isInstanceOf(LinkgridException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining(CANARY)
        .hasNoCause()
        .extracting(e -> ((LinkgridException) e).kind())
        .isEqualTo(Kind.USAGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PGHOST | /run/postgresql | PGHOST names a directory of sockets.",
        "PGHOST | db:5432         | PGHOST holds a host name with a colon that is no IPv6 address.",
        "PGPORT | many            | PGPORT: the port of 'localhost' is not a number",
      })
  void wrongVariable_isNamed(String variable, String value, String message) {
    assertThatThrownBy(() -> DatabaseSettings.resolve(Optional.empty(), Map.of(variable, value)))
        .isInstanceOf(LinkgridException.class)
        .hasMessageStartingWith(message);
  }
}
