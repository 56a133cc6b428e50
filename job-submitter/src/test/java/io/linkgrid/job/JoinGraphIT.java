package io.linkgrid.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.jet.Job;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.core.DAG;
import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import io.linkgrid.grid.CommandBuild;
import io.linkgrid.join.Trip;
import io.linkgrid.node.TwoNodes;
import io.linkgrid.processor.FileOnGrid;
import io.linkgrid.source.FileSurvey;
import io.linkgrid.source.SurveyedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The join on two members and a real Postgres, when the grid runs it more than once. */
@ExtendWith(PostgresExtension.class)
class JoinGraphIT {
  private static final int TRIPS = 200;

  @TempDir Path directory;
  private TwoNodes nodes;
  private Database database;

  @BeforeEach
  void reportTwoViolationsInOneRowEachAtAcmeDiner(DatabaseSettings settings) {
    nodes = new TwoNodes();
    database = Database.open(settings, "join_graph");
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createScript(
                        """
                        insert into source_file values (1, 'A', 'a.csv', 10, 2, 'DONE');
                        insert into source_record values
                          (1, 1, 1, 'r1', 7, '2018-01-02', array['v1']),
                          (1, 2, 2, 'r2', 7, '2018-01-02', array['v1']);
                        insert into entity values ('acme', array['37.79 -122.4'], 1, 2, 1, 'r');
                        insert into link (mention_id, entity_id, decision, probability, weight,
                                          file_id, run_id)
                          values (7, 'acme', 'NEW', 1, 9, 1, 'r')
                        """)
                    .execute());
  }

  @AfterEach
  void stop() throws Exception {
    nodes.stop();
    database.close();
  }

  /** So Jet does when a member goes away: the job starts anew, and what it wrote is still there. */
  @Test
  void aJoinThatStartsAnew_leavesEachRowOnce() throws Exception {
    StringBuilder text = new StringBuilder(String.join(",", Trip.COLUMNS)).append('\n');
    for (int i = 1; i <= TRIPS; i++) {
      text.append("600,2018-01-03 10:00:00,37.79,-122.4,bike ").append(i).append('\n');
    }
    Path file = Files.writeString(directory.resolve("trips.csv"), text);
    SurveyedFile trips =
        FileSurvey.surveyByHeader(file, "trips", Trip.COLUMNS, directory, seen -> {});
    DAG dag =
        JoinGraph.build(
            List.of(new FileOnGrid(trips, FileOnGrid.Place.PATH, database.address())),
            database.address(),
            0,
            0);

    run(dag);
    List<String> once = joined();
    run(dag);

    assertThat(once)
        .hasSize(2 * TRIPS)
        .contains("1 v1 acme bike 1", "200 v1 acme bike 200")
        .filteredOn(row -> row.startsWith("1 "))
        .hasSize(2);
    assertThat(joined()).isEqualTo(once);
  }

  private void run(DAG dag) {
    JobConfig config = new JobConfig();
    CommandBuild.ofThisProcess().mark(config);
    Job job = nodes.members().get(0).getJet().newJob(dag, config);
    job.join();
  }

  private List<String> joined() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select concat_ws(' ', trip_no, event_id, entity_id, bike_id)"
                            + " from joined_event order by trip_no, event_no")
                    .mapTo(String.class)
                    .list());
  }
}
