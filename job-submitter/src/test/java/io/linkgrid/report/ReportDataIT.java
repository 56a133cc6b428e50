package io.linkgrid.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import io.linkgrid.report.ReportData.Bin;
import io.linkgrid.report.ReportData.Block;
import io.linkgrid.report.ReportData.Group;
import io.linkgrid.report.ReportData.Reject;
import io.linkgrid.report.ReportData.Review;
import io.linkgrid.report.ReportData.SizeClass;
import io.linkgrid.report.ReportData.Step;
import io.linkgrid.report.ReportData.Week;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class ReportDataIT {
  @TempDir Path out;

  @Test
  void story_isToldInNumbersAndExamples(DatabaseSettings settings) throws Exception {
    try (StoryDatabase database = new StoryDatabase(settings)) {
      ReportData data = load(database);

      assertThat(data.probabilities()).hasSize(20);
      assertThat(data.probabilities().stream().filter(bin -> bin.rows() > 0))
          .containsExactly(
              new Bin(0, 0.05, 0, 4, 0),
              new Bin(0.3, 0.35, 0, 2, 0),
              new Bin(0.5, 0.55, 0, 0, 1),
              new Bin(0.6, 0.65, 0, 0, 1),
              new Bin(0.95, 1, 3, 0, 0));
      // from the weight of a-7, -20, to that of b-1, 27.5
      assertThat(data.weights()).hasSize(24);
      assertThat(data.weights().stream().filter(bin -> bin.rows() > 0))
          .containsExactly(
              new Bin(-20, -18, 0, 1, 0),
              new Bin(-8, -6, 0, 3, 0),
              new Bin(-2, 0, 0, 2, 0),
              new Bin(0, 2, 0, 0, 2),
              new Bin(6, 8, 1, 0, 0),
              new Bin(12, 14, 1, 0, 0),
              new Bin(26, 28, 1, 0, 0));
      assertThat(data.training()).isEmpty();
      assertThat(data.blocks())
          .containsExactly(new Block("94103", 1), new Block("94110", 1), new Block("94111", 1));
      assertThat(data.blockSizes()).containsExactly(new SizeClass(1, 1, 3, 3));
      assertThat(data.weeks())
          .containsExactly(new Week("2018-01-01", 5, 3, 400), new Week("2018-01-08", 5, 1, 600));
      assertThat(data.rejects())
          .containsExactly(
              new Reject("A", 5, 6, "2 fields, but the schema has 3", "first\nsecond"),
              new Reject("B", 4, 4, "@ is no id", "@,x"));
      assertThat(data.largest())
          .startsWith(new Group("e-acme", List.of("acme diner", "200 market st", "94103"), 2, 4))
          .extracting(Group::entityId)
          .containsExactly("e-acme", "e-Bistro", "e-corner", "e-harbor");
      assertThat(data.reviews())
          .containsExactly(
              new Review(
                  "A",
                  6,
                  "a \"6\"",
                  List.of("acme dinner", "20 market st", "94103"),
                  List.of("acme diner", "200 market st", "94103"),
                  0.6,
                  0.25,
                  1),
              new Review(
                  "B", 6, "b-6", List.of("nowhere", "1 far rd", "94199"), List.of(), 0.5, 0, 1));

      database.execute(
          "insert into model (model_id, origin, model, training) values ('m', 'LEARNT', '{}',"
              + " '{\"steps\": [{\"matching\": 0.5, \"change\": 0.25},"
              + " {\"matching\": 0.75, \"change\": 0.125}]}')");
      database.execute(
          "insert into entity select 'more-' || n, '{x,y,94103}', 1, 1, 1, 'run-1'"
              + " from generate_series(1, 5) n");
      ReportData grown = load(database);
      assertThat(grown.training()).containsExactly(new Step(0.5, 0.25), new Step(0.75, 0.125));
      assertThat(grown.blocks()).startsWith(new Block("94103", 6));
      assertThat(grown.blockSizes())
          .containsExactly(new SizeClass(1, 1, 2, 2), new SizeClass(5, 8, 1, 6));
    }
  }

  private ReportData load(StoryDatabase database) {
    return ReportData.load(
        database.source(),
        StoryDatabase.FILES,
        SampleRun.spec(),
        ResultFiles.write(
            database.source(), StoryDatabase.FILES, SampleRun.spec(), StoryDatabase.RUN, out));
  }
}
