package io.linkgrid.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linkgrid.database.DatabaseUrl.Host;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.grid.DatabasePassword;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which database to use and how to log in. Its text form masks the password.
 *
 * @param url a JDBC URL with host, port and database, without user and password
 * @param user the role to log in as
 * @param password the password; empty when the server wants none or the driver finds it in {@code
 *     .pgpass}
 */
public record DatabaseSettings(String url, String user, Optional<Password> password) {
  private static final String PREFIX = "jdbc:postgresql://";
  private static final String USUAL_PORT = "5432";

  public DatabaseSettings {
    if (!url.startsWith(PREFIX)) {
      throw new IllegalArgumentException("The URL of a database starts with " + PREFIX);
    }
  }

  /**
   * Puts together what the user wrote and what the environment says; what was written wins. The
   * environment's variables are those of libpq: {@code PGHOST}, {@code PGPORT}, {@code PGUSER},
   * {@code PGPASSWORD}, {@code PGDATABASE}, {@code PGSSLMODE}; and {@code
   * LINKGRID_DB_PASSWORD_FILE}. As with libpq the user is by default the one of the system, and the
   * database is named like the user; the host is localhost.
   *
   * @param dbOption a JDBC URL or a {@code postgresql://} URI, also with user and password
   * @throws io.linkgrid.model.LinkgridException if the address cannot be understood; the message
   *     holds nothing of a password
   */
  public static DatabaseSettings resolve(
      Optional<String> dbOption, Map<String, String> environment) {
    DatabaseUrl written = dbOption.map(DatabaseUrl::parse).orElseGet(DatabaseUrl::unwritten);
    String user =
        firstOf(
            written.user(),
            environment.getOrDefault("PGUSER", ""),
            System.getProperty("user.name", "postgres"));
    String database = firstOf(written.database(), environment.getOrDefault("PGDATABASE", ""), user);
    Map<String, String> parameters = new LinkedHashMap<>(written.parameters());
    String sslMode = environment.getOrDefault("PGSSLMODE", "");
    if (!sslMode.isEmpty()) {
      parameters.putIfAbsent("sslmode", sslMode);
    }
    Optional<Password> password =
        written.password().or(() -> DatabasePassword.from(environment).map(Password::of));
    return new DatabaseSettings(
        PREFIX + hosts(written, environment) + '/' + encode(database) + query(parameters),
        user,
        password);
  }

  /** Returns the address of a schema, which holds no secret. */
  public DatabaseAddress address(String schema) {
    return new DatabaseAddress(url, user, schema);
  }

  /** Returns {@code host:port/database}, for people. */
  public String place() {
    int question = url.indexOf('?');
    return url.substring(PREFIX.length(), question < 0 ? url.length() : question);
  }

  /**
   * Returns the environment variables by which a process that this one starts finds the password.
   * They are a secret; a process's environment is visible to its own user only.
   */
  public Map<String, String> secretEnvironment() {
    return password
        .map(secret -> Map.of(DatabasePassword.VARIABLE, secret.reveal()))
        .orElse(Map.of());
  }

  private static String hosts(DatabaseUrl written, Map<String, String> environment) {
    String variable = environment.getOrDefault("PGHOST", "");
    List<Host> hosts = written.hosts();
    if (hosts.isEmpty()) {
      hosts =
          Arrays.stream(firstOf(variable, "localhost").split(",", -1))
              .map(String::strip)
              .map(name -> name.startsWith("[") || !name.contains(":") ? name : "[" + name + "]")
              .map(name -> new Host(firstOf(name, "localhost"), ""))
              .toList();
      hosts.forEach(host -> DatabaseUrl.checkHost("PGHOST", host.name()));
    }
    String port = environment.getOrDefault("PGPORT", "");
    if (port.isEmpty()) {
      port = USUAL_PORT;
    } else if (hosts.stream().anyMatch(host -> host.port().isEmpty())) {
      DatabaseUrl.checkPort("PGPORT", hosts.get(0).name(), port);
    }
    String usual = port;
    return hosts.stream()
        .map(host -> firstOf(host.name(), "localhost") + ':' + firstOf(host.port(), usual))
        .collect(Collectors.joining(","));
  }

  private static String query(Map<String, String> parameters) {
    return parameters.isEmpty()
        ? ""
        : parameters.entrySet().stream()
            .map(each -> encode(each.getKey()) + '=' + encode(each.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static String firstOf(String... candidates) {
    return Arrays.stream(candidates).filter(text -> !text.isEmpty()).findFirst().orElse("");
  }
}
