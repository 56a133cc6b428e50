package io.linkgrid.processor;

import io.linkgrid.sink.CopyTable;
import io.linkgrid.sink.CopyTable.OnConflict;
import java.util.List;

/** The tables that the vertices write, with the columns in the order in which they are written. */
final class Tables {
  static final CopyTable SOURCE_RECORD =
      new CopyTable(
          "source_record",
          List.of(
              "file_id", "row_no", "line_no", "record_id", "mention_id", "event_date", "fields"),
          List.of("file_id", "row_no"),
          OnConflict.KEEP_RARELY);

  static final CopyTable REJECT =
      new CopyTable(
          "reject",
          List.of("file_id", "row_no", "line_no", "reason", "raw"),
          List.of("file_id", "row_no"),
          OnConflict.KEEP);

  static final CopyTable MENTION =
      new CopyTable(
          "mention",
          List.of("mention_id", "attributes"),
          List.of("mention_id"),
          OnConflict.KEEP_RARELY);

  static final CopyTable LINK =
      new CopyTable(
          "link",
          List.of(
              "mention_id",
              "entity_id",
              "decision",
              "probability",
              "weight",
              "best_entity_id",
              "runner_up_entity_id",
              "runner_up_probability",
              "file_id",
              "run_id"),
          List.of("mention_id"),
          OnConflict.KEEP_RARELY);

  static final CopyTable ENTITY =
      new CopyTable(
          "entity",
          List.of("entity_id", "attributes", "mentions", "rows", "file_id", "run_id"),
          List.of("entity_id"),
          OnConflict.KEEP_RARELY);

  static final CopyTable BLOCKING_RULE =
      new CopyTable(
          "blocking_rule",
          List.of("run_id", "file_id", "rule", "reference_pairs", "new_pairs"),
          List.of("run_id", "file_id", "rule"),
          OnConflict.REPLACE);

  static final CopyTable BLOCKING_KEY =
      new CopyTable(
          "blocking_key",
          List.of(
              "run_id",
              "file_id",
              "key_hash",
              "rule",
              "value",
              "reference_mentions",
              "new_mentions",
              "capped"),
          List.of("run_id", "file_id", "key_hash"),
          OnConflict.REPLACE);

  static final CopyTable BLOCKING_PAIRS =
      new CopyTable(
          "blocking_pairs",
          List.of("run_id", "file_id", "rule", "node", "reference_pairs", "new_pairs"),
          List.of("run_id", "file_id", "rule", "node"),
          OnConflict.REPLACE);

  static final CopyTable JOINED_EVENT =
      new CopyTable(
          "joined_event",
          List.of(
              "file_id",
              "trip_no",
              "event_no",
              "event_id",
              "event_date",
              "entity_id",
              "duration",
              "bike_id"),
          List.of("file_id", "trip_no", "event_no"),
          OnConflict.KEEP_RARELY);

  static final CopyTable JOINED_WEEK =
      new CopyTable(
          "joined_week",
          List.of("entity_id", "week", "trips", "events", "seconds"),
          List.of("entity_id", "week"),
          OnConflict.REPLACE);

  private Tables() {}
}
