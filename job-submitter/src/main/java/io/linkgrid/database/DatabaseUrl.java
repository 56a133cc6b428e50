package io.linkgrid.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGProperty;

/**
 * What a user wrote behind {@code --db}, taken apart. Empty texts are what was not written. Its
 * complaints never repeat a piece of the text that could be part of a password.
 */
final class DatabaseUrl {
  /** A server that may hold the database; the port is empty when it was not written. */
  record Host(String name, String port) {}

  private static final String EXAMPLE =
      "Write postgresql://user@host:5432/database or jdbc:postgresql://host:5432/database.";
  private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.:-]{0,30}:)//");
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z][A-Za-z_]{0,39}");
  private static final Pattern NOT_IN_A_HOST = Pattern.compile("[\\s/@?#&=\\\\\"']");

  private static final Pattern IPV6 =
      Pattern.compile("\\[[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*]");

  /** Names by which libpq knows parameters of the driver. */
  private static final Map<String, String> DRIVER_NAMES =
      Map.of("connect_timeout", "connectTimeout", "application_name", "ApplicationName");

  private static final Set<String> REFUSED =
      Set.of("sslpassword", "service", "PGHOST", "PGPORT", "PGDBNAME");

  private final boolean jdbc;
  private List<Host> hosts = List.of();
  private String database = "";
  private String user = "";
  private String password = "";
  private final Map<String, String> parameters = new LinkedHashMap<>();

  private DatabaseUrl(boolean jdbc) {
    this.jdbc = jdbc;
  }

  /** Returns what nobody wrote: everything comes from the environment. */
  static DatabaseUrl unwritten() {
    return new DatabaseUrl(true);
  }

  static DatabaseUrl parse(String text) {
    String written = text.strip();
    for (String scheme : List.of("jdbc:postgresql:", "postgresql:", "postgres:")) {
      if (written.regionMatches(true, 0, scheme, 0, scheme.length())) {
        DatabaseUrl url = new DatabaseUrl(scheme.startsWith("jdbc:"));
        url.takeApart(written.substring(scheme.length()));
        return url;
      }
    }
    Matcher scheme = SCHEME.matcher(written);
    throw usage(
        "--db is no address of a Postgres database"
            + (scheme.find() ? ": it starts with " + scheme.group(1) : "")
            + ". "
            + EXAMPLE);
  }

  List<Host> hosts() {
    return hosts;
  }

  String database() {
    return database;
  }

  String user() {
    return user;
  }

  Optional<Password> password() {
    return password.isEmpty() ? Optional.empty() : Optional.of(Password.of(password));
  }

  Map<String, String> parameters() {
    return parameters;
  }

  private void takeApart(String rest) {
    boolean hasHosts = rest.startsWith("//");
    if (!hasHosts && !jdbc) {
      throw usage("--db lacks the // behind postgresql:. " + EXAMPLE);
    }
    String body = rest.substring(hasHosts ? 2 : rest.startsWith("/") ? 1 : 0);
    int question = body.indexOf('?');
    String query = question < 0 ? "" : body.substring(question + 1);
    body = question < 0 ? body : body.substring(0, question);
    if (hasHosts) {
      // The last @, because people forget to encode the ones in a password.
      int at = body.lastIndexOf('@');
      if (at >= 0) {
        whoLogsIn(body.substring(0, at));
      }
      String place = body.substring(at + 1);
      int slash = place.indexOf('/');
      hosts = hosts(slash < 0 ? place : place.substring(0, slash));
      database = slash < 0 ? "" : decode(place.substring(slash + 1));
    } else {
      database = decode(body);
    }
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        parameter(pair);
      }
    }
  }

  private void whoLogsIn(String text) {
    int colon = text.indexOf(':');
    user = decode(colon < 0 ? text : text.substring(0, colon));
    password = colon < 0 ? "" : decode(text.substring(colon + 1));
  }

  /** Returns the hosts of a list with commas, as it stands in an address or in {@code PGHOST}. */
  private List<Host> hosts(String text) {
    List<Host> found = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.isEmpty()) {
        found.add(host(part));
      }
    }
    return found;
  }

  private Host host(String text) {
    if (!text.startsWith("[") && text.indexOf(':') != text.lastIndexOf(':')) {
      throw usage("--db holds more than one colon in a host. Write an IPv6 address as [::1].");
    }
    int end = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
    end = end < 0 ? text.length() : end;
    String name = decode(text.substring(0, end));
    String port = end < text.length() && text.charAt(end) == ':' ? text.substring(end + 1) : "";
    checkHost("--db", name);
    if (end < text.length()) {
      checkPort("--db", name, port);
    }
    return new Host(name, port);
  }

  private void parameter(String pair) {
    int equals = pair.indexOf('=');
    String name = decode(equals < 0 ? pair : pair.substring(0, equals));
    if (equals < 0 || !HARMLESS.matcher(name).matches()) {
      throw usage("--db holds a parameter that is not name=value. " + EXAMPLE);
    }
    String value = decode(pair.substring(equals + 1));
    switch (name) {
      case "user" -> user = value;
      case "password" -> password = value;
      case "dbname" -> database = value;
      case "host" -> hosts = hosts(value);
      default -> {
        String known = DRIVER_NAMES.getOrDefault(name, name);
        if (REFUSED.contains(known) || PGProperty.forName(known) == null) {
          throw usage(
              "--db holds the parameter '"
                  + name
                  + "', which linkgrid does not take. Parameters of the Postgres JDBC driver, such"
                  + " as sslmode, are taken.");
        }
        parameters.put(known, value);
      }
    }
  }

  private String decode(String text) {
    try {
      // In a URI a plus is a plus; the driver's own form takes it for a blank.
      return URLDecoder.decode(jdbc ? text : text.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      // The cause is left out on purpose: its message repeats a piece of the text.
      throw usage("--db holds a % that is not followed by two hex digits. Write it as %25.");
    }
  }

  static void checkHost(String where, String name) {
    if (name.startsWith("/")) {
      throw usage(
          where
              + " names a directory of sockets. linkgrid connects by TCP: give a host name, such as"
              + " localhost.");
    }
    if (NOT_IN_A_HOST.matcher(name).find()) {
      throw usage(where + " holds a host name with a character that no host name has. " + EXAMPLE);
    }
    if (name.contains(":") && !IPV6.matcher(name).matches()) {
      throw usage(where + " holds a host name with a colon that is no IPv6 address. " + EXAMPLE);
    }
  }

  static void checkPort(String where, String host, String port) {
    boolean digits = port.matches("[0-9]{1,5}");
    if (!digits || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
      throw usage(where + ": the port of '" + host + "' is not a number from 1 to 65535.");
    }
  }

  static LinkgridException usage(String message) {
    return new LinkgridException(Kind.USAGE, message);
  }
}
