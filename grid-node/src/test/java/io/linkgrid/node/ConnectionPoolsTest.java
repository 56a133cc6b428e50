package io.linkgrid.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.model.LinkgridException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionPoolsTest {
  // Port 1 is where nobody listens; making a pool must not even try.
  private static final DatabaseAddress RESTAURANTS =
      new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/linkgrid", "ada", "restaurants");
  private static final DatabaseAddress PEOPLE =
      new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/linkgrid", "ada", "people");

  @Test
  void eachSchemaHasOnePool() {
    try (ConnectionPools pools = new ConnectionPools(Map.of())) {
      assertThat(pools.pool(RESTAURANTS)).isSameAs(pools.pool(RESTAURANTS));
      assertThat(pools.pool(PEOPLE)).isNotSameAs(pools.pool(RESTAURANTS));
    }
  }

  @Test
  void poolLogsInWithThePasswordOfTheFile(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), "canary\n");
    try (ConnectionPools pools =
        new ConnectionPools(Map.of("LINKGRID_DB_PASSWORD_FILE", file.toString()))) {
      HikariDataSource pool = (HikariDataSource) pools.pool(RESTAURANTS);
      assertThat(pool.getPassword()).isEqualTo("canary");
      assertThat(pool.getUsername()).isEqualTo("ada");
      assertThat(pool.getSchema()).isEqualTo("restaurants");
      assertThat(pool.getMinimumIdle()).isZero();
      assertThat(pool.getMaximumPoolSize())
          .isEqualTo(2 * Runtime.getRuntime().availableProcessors() + 4);
    }
  }

  @Test
  void missingPasswordFile_isNamed() {
    try (ConnectionPools pools =
        new ConnectionPools(Map.of("LINKGRID_DB_PASSWORD_FILE", "/nowhere/secret"))) {
      assertThatThrownBy(() -> pools.pool(RESTAURANTS))
          .isInstanceOf(LinkgridException.class)
          .hasMessage(
              "LINKGRID_DB_PASSWORD_FILE names /nowhere/secret, which cannot be read as text"
                  + " (NoSuchFileException). Give a readable file that holds nothing but the"
                  + " password.");
    }
  }

  @Test
  void closedPools_giveNoConnections() {
    ConnectionPools pools = new ConnectionPools(Map.of());
    HikariDataSource pool = (HikariDataSource) pools.pool(RESTAURANTS);
    pools.close();
    assertThat(pool.isClosed()).isTrue();
  }
}
