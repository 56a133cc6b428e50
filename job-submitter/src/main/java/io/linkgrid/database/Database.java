package io.linkgrid.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.grid.DatabaseSockets;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * An open database whose schema exists in its newest form. Safe for any number of threads. Unlike a
 * server that the user runs, it is closed by whoever opened it.
 */
public final class Database implements AutoCloseable {
  private static final int CONNECTIONS = 4;
  private static final Duration IDLE = Duration.ofMinutes(1);
  // Any number, as long as all of linkgrid says the same.
  private static final int LOCK = 0x6c696e6b;
  private static final int LONGEST_NAME = 63;

  private final DataSource source;
  private final HikariDataSource pool;
  private final DatabaseAddress address;
  private final Jdbi jdbi;

  private Database(DataSource source, HikariDataSource pool, DatabaseAddress address) {
    this.source = source;
    this.pool = pool;
    this.address = address;
    this.jdbi = Jdbi.create(pool);
  }

  /**
   * Connects, creates the schema if it is not there, and brings its tables up to date. Several
   * processes may do so at once: they take turns. The role must own the database, or may create
   * schemas in it, or finds the schema made for it; it need not be a superuser.
   *
   * @param schema the name of the schema as it is, of any characters; at most 63 bytes
   * @throws LinkgridException if the database cannot be reached, refuses the login or the schema;
   *     its message names the database and never holds the password
   */
  public static Database open(DatabaseSettings settings, String schema) {
    checkName(schema);
    DataSource source = connections(settings);
    try (Connection keeper = connect(settings, source)) {
      lock(keeper, schema);
      createSchema(source, schema);
      migrate(source, schema);
      keeper.commit();
    } catch (FlywayException e) {
      throw DatabaseProblem.migrating(settings, schema, e);
    } catch (SQLException e) {
      throw DatabaseProblem.preparing(settings, schema, e);
    }
    return new Database(source, pool(source, schema), settings.address(schema));
  }

  /**
   * Opens one connection for somebody who stands beside: to no schema, which is not made nor
   * brought up to date. Whoever opens it closes it.
   *
   * @throws LinkgridException as {@link #open}
   */
  public static Connection connectBeside(DatabaseSettings settings) {
    return connect(settings, connections(settings));
  }

  /** Returns a small pool; its connections commit by themselves and use the schema. */
  public DataSource dataSource() {
    return pool;
  }

  /**
   * Opens a connection that no pool closes for its age; it uses the schema and commits by itself.
   * The server notices within two minutes when this machine is gone.
   */
  public Connection connectAlone() throws SQLException {
    Connection connection = source.getConnection();
    boolean ready = false;
    try (Statement statement = connection.createStatement()) {
      connection.setSchema(address.schema());
      statement.execute(
          "set tcp_keepalives_idle = 60; set tcp_keepalives_interval = 15;"
              + " set tcp_keepalives_count = 4");
      ready = true;
      return connection;
    } finally {
      if (!ready) {
        connection.close();
      }
    }
  }

  /** Returns the address by which nodes find the same schema. */
  public DatabaseAddress address() {
    return address;
  }

  /** Returns Jdbi on the same pool. */
  public Jdbi jdbi() {
    return jdbi;
  }

  /** Closes the connections. */
  @Override
  public void close() {
    pool.close();
  }

  private static void checkName(String schema) {
    // Postgres would cut a longer name, and two specs would share a schema.
    boolean fits = !schema.isBlank() && schema.getBytes(UTF_8).length <= LONGEST_NAME;
    if (!fits || schema.indexOf('\0') >= 0) {
      throw new LinkgridException(
          Kind.USAGE,
          "'"
              + schema.replace("\0", "")
              + "' cannot name a schema: a name has 1 to 63 bytes. Rename the spec.");
    }
    String lower = schema.toLowerCase(Locale.ROOT);
    if (lower.startsWith("pg_") || lower.equals("information_schema")) {
      throw new LinkgridException(
          Kind.USAGE, "Postgres keeps the schema '" + schema + "' for itself. Rename the spec.");
    }
  }

  private static DataSource connections(DatabaseSettings settings) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setApplicationName("linkgrid");
    source.setTcpKeepAlive(true);
    source.setSocketFactory(DatabaseSockets.class.getName());
    // Last, so that parameters of the user's URL win.
    source.setUrl(settings.url());
    source.setUser(settings.user());
    settings.password().map(Password::reveal).ifPresent(source::setPassword);
    return source;
  }

  private static Connection connect(DatabaseSettings settings, DataSource source) {
    try {
      return source.getConnection();
    } catch (SQLException e) {
      throw DatabaseProblem.connecting(settings, e);
    }
  }

  /** Takes a lock that lasts until this transaction ends, however it ends. */
  private static void lock(Connection keeper, String schema) throws SQLException {
    keeper.setAutoCommit(false);
    try (Statement patience = keeper.createStatement();
        PreparedStatement lock = keeper.prepareStatement("select pg_advisory_xact_lock(?, ?)")) {
      patience.execute("set local lock_timeout = '60s'");
      lock.setInt(1, LOCK);
      lock.setInt(2, schema.hashCode());
      lock.execute();
    }
  }

  private static void createSchema(DataSource source, String schema) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement search =
            connection.prepareStatement("select from pg_namespace where nspname = ?");
        Statement create = connection.createStatement()) {
      search.setString(1, schema);
      try (ResultSet found = search.executeQuery()) {
        // "if not exists" would want the right to create even where there is nothing to create.
        if (!found.next()) {
          create.execute("create schema \"" + schema.replace("\"", "\"\"") + "\"");
        }
      }
    }
  }

  private static void migrate(DataSource source, String schema) {
    List<String> locations = new ArrayList<>(List.of("classpath:db/migration"));
    if (schema.equals("restaurants")) {
      locations.add("classpath:db/restaurants");
    }
    Flyway.configure(Database.class.getClassLoader())
        .loggers(FlywayLog.class.getName())
        .dataSource(source)
        .locations(locations.toArray(String[]::new))
        .schemas(schema)
        .defaultSchema(schema)
        .createSchemas(false)
        .failOnMissingLocations(true)
        .validateMigrationNaming(true)
        .placeholderReplacement(false)
        .load()
        .migrate();
  }

  private static HikariDataSource pool(DataSource source, String schema) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("linkgrid");
    config.setDataSource(source);
    // The driver sends the name as a quoted literal, so any name is one name.
    config.setSchema(schema);
    // Said and not asked for: when the connection that is asked is lost meanwhile, the pool keeps
    // what it did not learn, and never makes a connection again.
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    config.setIdleTimeout(IDLE.toMillis());
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }
}
