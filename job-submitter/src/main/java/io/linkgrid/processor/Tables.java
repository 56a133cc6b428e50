package io.linkgrid.processor;

import io.linkgrid.sink.CopyTable;
import io.linkgrid.sink.CopyTable.Column;
import io.linkgrid.sink.CopyTable.OnConflict;
import java.util.List;

/** The tables that the vertices write, with the columns in the order in which they are written. */
final class Tables {
  static final CopyTable SOURCE_RECORD =
      new CopyTable(
          "source_record",
          List.of(
              new Column("file_id", "bigint"),
              new Column("row_no", "bigint"),
              new Column("line_no", "bigint"),
              new Column("record_id", "text"),
              new Column("mention_id", "bigint"),
              new Column("event_date", "date"),
              new Column("fields", "text[]")),
          List.of("file_id", "row_no"),
          OnConflict.DO_NOTHING);

  static final CopyTable REJECT =
      new CopyTable(
          "reject",
          List.of(
              new Column("file_id", "bigint"),
              new Column("row_no", "bigint"),
              new Column("line_no", "bigint"),
              new Column("reason", "text"),
              new Column("raw", "text")),
          List.of("file_id", "row_no"),
          OnConflict.DO_NOTHING);

  static final CopyTable MENTION =
      new CopyTable(
          "mention",
          List.of(new Column("mention_id", "bigint"), new Column("attributes", "text[]")),
          List.of("mention_id"),
          OnConflict.DO_NOTHING);

  static final CopyTable LINK =
      new CopyTable(
          "link",
          List.of(
              new Column("mention_id", "bigint"),
              new Column("entity_id", "text"),
              new Column("decision", "text"),
              new Column("probability", "double precision"),
              new Column("weight", "double precision"),
              new Column("best_entity_id", "text"),
              new Column("runner_up_entity_id", "text"),
              new Column("runner_up_probability", "double precision"),
              new Column("file_id", "bigint"),
              new Column("run_id", "text")),
          List.of("mention_id"),
          OnConflict.DO_NOTHING);

  static final CopyTable ENTITY =
      new CopyTable(
          "entity",
          List.of(
              new Column("entity_id", "text"),
              new Column("attributes", "text[]"),
              new Column("mentions", "int"),
              new Column("rows", "bigint"),
              new Column("file_id", "bigint"),
              new Column("run_id", "text")),
          List.of("entity_id"),
          OnConflict.DO_NOTHING);

  static final CopyTable JOINED_EVENT =
      new CopyTable(
          "joined_event",
          List.of(
              new Column("file_id", "bigint"),
              new Column("trip_no", "bigint"),
              new Column("event_id", "text"),
              new Column("event_date", "date"),
              new Column("entity_id", "text"),
              new Column("duration", "integer"),
              new Column("bike_id", "text")),
          List.of(),
          OnConflict.APPEND);

  static final CopyTable JOINED_WEEK =
      new CopyTable(
          "joined_week",
          List.of(
              new Column("entity_id", "text"),
              new Column("week", "date"),
              new Column("trips", "bigint"),
              new Column("events", "bigint"),
              new Column("seconds", "bigint")),
          List.of("entity_id", "week"),
          OnConflict.DO_UPDATE);

  private Tables() {}
}
