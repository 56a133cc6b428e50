package io.linkgrid.node;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.grid.DatabasePassword;
import io.linkgrid.grid.DatabaseSockets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * The connections of this node to databases: one pool a database and schema, made when a job first
 * asks, empty while nobody writes. The password comes from this process's own environment, see
 * {@link DatabasePassword}; a job never carries one. Safe for any number of threads.
 */
public final class ConnectionPools implements AutoCloseable {
  // Every core may write while another batch of it waits for the disk. Founding reads by two and
  // writes by two on one core as well, and two more are for questions.
  private static final int LARGEST = 2 * Runtime.getRuntime().availableProcessors() + 4;
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final Map<String, String> environment;
  private final ConcurrentHashMap<DatabaseAddress, HikariDataSource> pools =
      new ConcurrentHashMap<>();

  /** Pools whose password is looked up in this environment. */
  public ConnectionPools(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * Returns the pool of a database. Its connections commit by themselves and look names up in the
   * address's schema alone. Nothing is connected yet: a database that cannot be reached shows when
   * a connection is taken.
   *
   * @throws io.linkgrid.model.LinkgridException if the password's file cannot be read
   */
  public DataSource pool(DatabaseAddress address) {
    return pools.computeIfAbsent(address, this::open);
  }

  private HikariDataSource open(DatabaseAddress address) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("linkgrid-" + (pools.size() + 1));
    config.setJdbcUrl(address.url());
    config.setUsername(address.user());
    DatabasePassword.from(environment).ifPresent(config::setPassword);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("socketFactory", DatabaseSockets.class.getName());
    config.addDataSourceProperty("ApplicationName", "linkgrid-node");
    // The driver sends the name as a quoted literal, so any schema name is one name.
    config.setSchema(address.schema());
    // Said and not asked for: when the connection that is asked is lost meanwhile, the pool keeps
    // what it did not learn, and never makes a connection again.
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setMaximumPoolSize(LARGEST);
    config.setMinimumIdle(0);
    config.setIdleTimeout(IDLE.toMillis());
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  /** Closes all connections. A job that still holds one fails when it next uses it. */
  @Override
  public void close() {
    pools.values().forEach(HikariDataSource::close);
    pools.clear();
  }
}
