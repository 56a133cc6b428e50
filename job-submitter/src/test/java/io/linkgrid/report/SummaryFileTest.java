package io.linkgrid.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryFileTest {
  @TempDir Path directory;

  @Test
  void summary_hasTheNamesThatOthersRead() {
    Path file = directory.resolve("summary.json");
    SummaryFile.write(SampleRun.summary(), file);
    assertThat(file)
        .content()
        .isEqualTo(
            """
            {
              "run_id" : "6b1f0c52a9d47e38",
              "spec" : "diners",
              "repeated" : false,
              "read" : 53930,
              "linked" : 46871,
              "new" : 6240,
              "review" : 772,
              "rejected" : 47,
              "entities" : 6240,
              "joined" : 1326328,
              "joined_events" : 856,
              "pairs_compared" : 4270118,
              "lookups" : 58402,
              "local_lookups" : 58402,
              "nodes" : 3,
              "seconds" : {
                "survey" : 0.31,
                "found" : 1.42,
                "load" : 0.88,
                "match" : 2.64,
                "join" : 1.93,
                "results" : 0.52,
                "total" : 7.7
              },
              "work" : [
                {
                  "node" : "127.0.0.1:5701",
                  "records" : 18402,
                  "pairs" : 1462007,
                  "lookups" : 19911,
                  "local_lookups" : 19911
                },
                {
                  "node" : "127.0.0.1:5702",
                  "records" : 17655,
                  "pairs" : 1391480,
                  "lookups" : 19020,
                  "local_lookups" : 19020
                },
                {
                  "node" : "127.0.0.1:5703",
                  "records" : 17826,
                  "pairs" : 1416631,
                  "lookups" : 19471,
                  "local_lookups" : 19471
                }
              ],
              "links_sha256" : "0a4d55a8d778e5022fab701977c5d840bbc486d0b3b6f1a5b2c6f1c1a9b7d3e0",
              "records_per_second" : 7003.9,
              "stages" : [
                "survey",
                "found",
                "load",
                "match",
                "join",
                "results"
              ]
            }
            """);
  }

  @Test
  void summary_comesBackAsItWas() {
    Path file = directory.resolve("summary.json");
    SummaryFile.write(SampleRun.summary(), file);
    assertThat(SummaryFile.read(file)).isEqualTo(SampleRun.summary());
  }

  /** A jsonb column sorts the members of an object by the length of their names. */
  @Test
  void stages_keepTheirOrderWhenTheDatabaseLosesIt() {
    String shuffled =
        SummaryFile.toJson(SampleRun.summary())
            .replace("\"survey\" : 0.31,", "\"join\" : 1.93, \"total\" : 7.7,")
            .replace("\"join\" : 1.93,\n", "\"survey\" : 0.31,\n")
            .replace(",\n    \"total\" : 7.7", "");
    assertThat(SummaryFile.fromJson(shuffled).seconds().keySet())
        .containsExactly("survey", "found", "load", "match", "join", "results", "total");
  }

  @Test
  void summaryOfALaterVersion_canBeRead() {
    String json = SummaryFile.toJson(SampleRun.summary()).replaceFirst("\\{", "{\"later\": 1,");
    assertThat(SummaryFile.fromJson(json)).isEqualTo(SampleRun.summary());
  }

  @Test
  void absentFile_namesTheOptionThatWritesIt() {
    Path file = directory.resolve("summary.json");
    assertThatThrownBy(() -> SummaryFile.read(file))
        .isInstanceOfSatisfying(
            LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.USAGE))
        .hasMessage(
            "Cannot read the summary "
                + file
                + ": there is no such file. A run with --out writes summary.json into that"
                + " directory.");
  }

  @Test
  void fileThatIsNoSummary_isRefused() throws Exception {
    Path file = Files.writeString(directory.resolve("summary.json"), "{\"read\": 1}");
    assertThatThrownBy(() -> SummaryFile.read(file))
        .isInstanceOfSatisfying(
            LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DATA))
        .hasMessage(
            "Expected a linkgrid summary in "
                + file
                + ", but Missing creator property 'run_id' (index 0). The same run again writes it"
                + " anew.");
  }
}
