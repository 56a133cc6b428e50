package io.linkgrid.database;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.postgresql.util.PSQLException;

/** Turns what the driver and Flyway throw into sentences that say where, what and what to do. */
final class DatabaseProblem {
  private DatabaseProblem() {}

  static LinkgridException connecting(DatabaseSettings settings, SQLException e) {
    String state = stateOf(e);
    String role = "role '" + settings.user() + "'";
    String sentence =
        switch (state) {
          case "28P01" ->
              "Cannot log in to "
                  + settings.place()
                  + ": the password of "
                  + role
                  + " is wrong or missing. Set PGPASSWORD, LINKGRID_DB_PASSWORD_FILE or .pgpass.";
          case "28000" ->
              "Cannot log in to "
                  + settings.place()
                  + ": the server refuses "
                  + role
                  + " ("
                  + said(e)
                  + "). Correct the user, or allow it in the server's pg_hba.conf.";
          case "3D000" ->
              "There is no such database: "
                  + settings.place()
                  + ". Create it (create database … owner "
                  + settings.user()
                  + "), or correct --db or PGDATABASE.";
          case "53300" ->
              settings.place()
                  + " takes no more connections ("
                  + said(e)
                  + "). Close others, or raise max_connections.";
          case "57P03" ->
              settings.place() + " is not ready (" + said(e) + "). Run again in a moment.";
          case "08004" ->
              "Cannot log in to "
                  + settings.place()
                  + " as "
                  + role
                  + ": "
                  + said(e)
                  + " Set PGPASSWORD, LINKGRID_DB_PASSWORD_FILE or .pgpass.";
          default -> unreachable(settings, e);
        };
    return new LinkgridException(Kind.DATABASE, sentence, e);
  }

  private static String unreachable(DatabaseSettings settings, SQLException e) {
    String found =
        causeOf(e, UnknownHostException.class).isPresent()
            ? "the host is not known"
            : causeOf(e, SocketTimeoutException.class).isPresent()
                ? "no answer in time"
                : causeOf(e, ConnectException.class).isPresent() ? "connection refused" : said(e);
    return "Cannot reach Postgres at "
        + settings.place()
        + ": "
        + found
        + ". Start it, or correct --db or PGHOST and PGPORT.";
  }

  static LinkgridException preparing(DatabaseSettings settings, String schema, SQLException e) {
    return new LinkgridException(
        Kind.DATABASE, schemaIn(settings, schema) + whyNotPrepared(settings, e), e);
  }

  private static String schemaIn(DatabaseSettings settings, String schema) {
    return "Cannot prepare schema '" + schema + "' in " + settings.place() + ": ";
  }

  private static String whyNotPrepared(DatabaseSettings settings, SQLException e) {
    return switch (stateOf(e)) {
      case "42501" ->
          said(e)
              + ". Have the owner of the database run: grant create on database … to "
              + settings.user()
              + "; or create the schema for this role beforehand.";
      case "55P03" ->
          "another linkgrid has been preparing it for a minute. Run again when it has ended.";
      case "25006" -> "the server is read-only, a standby perhaps. Give the primary.";
      default -> said(e) + ". What was not finished was rolled back; run again.";
    };
  }

  static LinkgridException migrating(DatabaseSettings settings, String schema, FlywayException e) {
    Optional<SQLException> inside = causeOf(e, SQLException.class);
    String why;
    if (inside.isPresent()) {
      why = whyNotPrepared(settings, inside.get());
    } else if (e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
      why = "it holds tables that are not linkgrid's. Rename the spec, or give another database.";
    } else if (e instanceof FlywayValidateException) {
      why = "another version of linkgrid made its tables. Use that version, or another database.";
    } else {
      why = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given") + ".";
    }
    return new LinkgridException(Kind.DATABASE, schemaIn(settings, schema) + why, e);
  }

  /** Returns the server's own words without detail and position, or else the driver's. */
  private static String said(SQLException e) {
    var server = e instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
    String words = server == null ? null : server.getMessage();
    return words != null ? words : String.valueOf(e.getMessage());
  }

  private static String stateOf(SQLException e) {
    String state = e.getSQLState();
    return state == null ? "" : state;
  }

  private static <T extends Throwable> Optional<T> causeOf(Throwable e, Class<T> type) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return Optional.of(type.cast(each));
      }
    }
    return Optional.empty();
  }
}
