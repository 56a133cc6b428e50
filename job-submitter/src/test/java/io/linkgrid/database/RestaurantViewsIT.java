package io.linkgrid.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class RestaurantViewsIT {
  private static final String ROW =
      """
      insert into source_record values (1, %d, %d, '71232_20160308', %d, %s, array[
        'Uncle Cafe', '65 Waverly Pl', 'San Francisco', 'CA', '94108', '37.79', '-122.40', '', '71232_20160308',
        '2017-03-08', '%s', 'Routine', '71232_20160308_103103', 'High risk', ''])""";

  private static List<Map<String, Object>> rows(Handle handle, String query) {
    return handle.select(query).mapToMap().list();
  }

  @Test
  void exercisesNames_showWhatTheTablesHold(DatabaseSettings settings) {
    try (Database database = Database.open(settings, "restaurants");
        Handle handle = database.jdbi().open()) {
      handle.execute("insert into source_file values (1, 'A', 'A.tsv', 10, 2, 'DONE')");
      handle.execute(ROW.formatted(1, 2, 7, "'2017-03-08'", " 55.0"));
      handle.execute(ROW.formatted(2, 3, 8, "null", "٣ of 100; drop"));
      handle.execute(
          "insert into entity values ('e1', array['uncle cafe', '65 waverly pl', '94108', '',"
              + " '37.79 -122.4'], 1, 1, 1, 'r'), ('e2', array['', '', '', '', 'here'], 1, 1, 1, 'r')");
      handle.execute(
          "insert into link (mention_id, entity_id, decision, probability, weight, file_id, run_id) values"
              + " (7, 'e1', 'NEW', 1, 9, 1, 'r'), (8, null, 'REVIEW', 0.5, 0, 1, 'r')");
      handle.execute(
          "insert into joined_event values (1, 1, 'v', '2018-01-02', 'e1', 60, '42', 0)");

      handle.execute("insert into trip_file values (1, 'trips.csv', 1, 0)");

      assertThat(rows(handle, "select * from sfinspection where file = 'A' and row_no = 2"))
          .singleElement()
          .satisfies(
              row ->
                  assertThat(row)
                      .containsEntry("file", "A")
                      .containsEntry("business_name", "Uncle Cafe")
                      .containsEntry("inspection_score", "٣ of 100; drop")
                      .containsEntry("risk_category", ""));
      assertThat(
              rows(
                      handle,
                      "select row_no, entity_id, decision, inspection_date::text,"
                          + " inspection_score::text, violation_id, risk_category from cleaninspection where file = 'A'"
                          + " order by row_no")
                  .stream()
                  .map(row -> String.valueOf(List.copyOf(row.entrySet()))))
          .containsExactly(
              "[row_no=1, entity_id=e1, decision=NEW, inspection_date=2017-03-08,"
                  + " inspection_score=55.0, violation_id=71232_20160308_103103,"
                  + " risk_category=null]",
              "[row_no=2, entity_id=null, decision=REVIEW, inspection_date=null,"
                  + " inspection_score=null, violation_id=71232_20160308_103103,"
                  + " risk_category=null]");
      assertThat(
              rows(handle, "select * from cleanrest order by entity_id").stream()
                  .map(row -> String.valueOf(List.copyOf(row.entrySet()))))
          .containsExactly(
              "[entity_id=e1, name=uncle cafe, address=65 waverly pl, zip=94108, phone=null,"
                  + " latitude=37.79, longitude=-122.4]",
              "[entity_id=e2, name=null, address=null, zip=null, phone=null, latitude=null,"
                  + " longitude=null]");
      assertThat(
              rows(handle, "select * from joinedinspbike").stream()
                  .map(row -> String.valueOf(List.copyOf(row.entrySet()))))
          .containsExactly("[duration=60, bike_id=42, violation_id=v, inspection_date=2018-01-02]");
    }
  }

  @Test
  void whatAnUnfinishedFileBrought_doesNotShowYet(DatabaseSettings settings) {
    try (Database database = Database.open(settings, "restaurants");
        Handle handle = database.jdbi().open()) {
      handle.execute("insert into source_file values (9, 'B', 'B.tsv', 10, 1, 'LANDING')");
      handle.execute(ROW.formatted(1, 1, 9, "null", "").replace("values (1,", "values (9,"));
      handle.execute("insert into entity values ('e9', array['half'], 1, 1, 9, 'r')");
      handle.execute(
          "insert into link (mention_id, entity_id, decision, probability, weight, file_id, run_id)"
              + " values (9, 'e9', 'NEW', 1, 9, 9, 'r')");
      handle.execute("insert into joined_event values (9, 1, 'v', '2018-01-02', 'e9', 60, '9', 0)");

      assertThat(rows(handle, "select * from cleanrest where entity_id = 'e9'")).isEmpty();
      assertThat(rows(handle, "select * from cleaninspection where entity_id = 'e9'")).isEmpty();
      assertThat(rows(handle, "select * from cleaninspection where file = 'B'")).hasSize(1);
      assertThat(rows(handle, "select * from joinedinspbike where bike_id = '9'")).isEmpty();
    }
  }

  @Test
  void otherSpecs_haveNoSuchViews_onlyThoseOfEverySpec(DatabaseSettings settings) {
    try (Database database = Database.open(settings, "febrl");
        Handle handle = database.jdbi().open()) {
      assertThat(
              handle
                  .createQuery("select viewname from pg_views where schemaname = 'febrl'")
                  .mapTo(String.class)
                  .list())
          .containsExactlyInAnyOrder(
              "asserted_link",
              "link_event",
              "entity_event",
              "first_link_event",
              "first_entity_event");
    }
  }
}
