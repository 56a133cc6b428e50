package io.linkgrid.sink;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table that a {@link CopyWriter} writes to, in the connection's schema.
 *
 * @param name its name as it is, unquoted
 * @param columns the columns that are written, in the order of the values of a row; all others get
 *     their defaults
 * @param key the columns of the primary key or of a unique constraint; empty only with {@link
 *     OnConflict#FAIL}
 * @param onConflict what becomes of a row whose key is already there
 */
public record CopyTable(String name, List<String> columns, List<String> key, OnConflict onConflict)
    implements Serializable {
  /** What becomes of a row whose key is already in the table. */
  public enum OnConflict {
    /** The table has no key, or the row must be new: the batch fails when it is not. */
    FAIL,
    /** The row that is there stays. Of several in a batch the first counts. */
    KEEP,
    /**
     * As {@link #KEEP}, where most writers find no row that is there: a batch is copied straight
     * into the table, which takes less than half the time. When a key is there, this batch and
     * those behind it go by way of the staging table.
     */
    KEEP_RARELY,
    /** The row that is there takes the new values. Of several in a batch the last counts. */
    REPLACE
  }

  private static final String STAGE = "linkgrid_stage";

  public CopyTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    if (columns.isEmpty() || new HashSet<>(columns).size() != columns.size()) {
      throw new IllegalArgumentException("A table is written by columns, each of them once");
    }
    if (!columns.containsAll(key)) {
      throw new IllegalArgumentException("The key of " + name + " is part of what is written");
    }
    if (key.isEmpty() != (onConflict == OnConflict.FAIL)) {
      throw new IllegalArgumentException(
          "A key goes with KEEP, KEEP_RARELY and REPLACE, and no key with FAIL, but "
              + name
              + " differs");
    }
  }

  /** Whether a batch may be written a second time and changes nothing then. */
  boolean isRepeatable() {
    return onConflict != OnConflict.FAIL;
  }

  /** Whether the first value of a row is its key, so that rows can be put in the key's order. */
  boolean isKeyedByFirst() {
    return key.equals(List.of(columns.get(0)));
  }

  /** Whether rows are copied straight into the table at first. */
  boolean isDirect() {
    return onConflict == OnConflict.FAIL || onConflict == OnConflict.KEEP_RARELY;
  }

  /** Makes a staging table with the columns' types and none of the table's constraints. */
  String createStage() {
    return "create temporary table "
        + STAGE
        + " on commit drop as select "
        + list(columns)
        + " from "
        + quote(name)
        + " with no data";
  }

  /** Copies rows straight into the table. */
  String copy() {
    return copyInto(quote(name));
  }

  /** Copies rows into the staging table. */
  String copyToStage() {
    return copyInto(STAGE);
  }

  private String copyInto(String target) {
    return "copy " + target + " (" + list(columns) + ") from stdin (format text)";
  }

  /**
   * Moves the staged rows to the table. They go in the order of their keys, so that two writers
   * that share keys wait for each other and never deadlock; ctid is the order of arrival.
   */
  String merge() {
    List<String> values = columns.stream().filter(column -> !key.contains(column)).toList();
    boolean replace = onConflict == OnConflict.REPLACE && !values.isEmpty();
    return "insert into "
        + quote(name)
        + " as held ("
        + list(columns)
        + ") select distinct on ("
        + list(key)
        + ") "
        + list(columns)
        + " from "
        + STAGE
        + " order by "
        + list(key)
        + (replace ? ", ctid desc" : ", ctid")
        + " on conflict ("
        + list(key)
        + ") do "
        + (replace ? update(values) : "nothing");
  }

  /** Equal values are not written again: a repeated run leaves no dead rows. */
  private static String update(List<String> values) {
    return "update set "
        + values.stream()
            .map(column -> quote(column) + " = excluded." + quote(column))
            .collect(Collectors.joining(", "))
        + " where ("
        + of("held", values)
        + ") is distinct from ("
        + of("excluded", values)
        + ")";
  }

  private static String of(String row, List<String> columns) {
    return columns.stream()
        .map(column -> row + "." + quote(column))
        .collect(Collectors.joining(", "));
  }

  private static String list(List<String> columns) {
    return columns.stream().map(CopyTable::quote).collect(Collectors.joining(", "));
  }

  private static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
