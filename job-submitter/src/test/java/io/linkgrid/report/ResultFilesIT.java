package io.linkgrid.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class ResultFilesIT {
  private static StoryDatabase database;

  @TempDir Path out;

  @BeforeAll
  static void start(DatabaseSettings settings) throws Exception {
    database = new StoryDatabase(settings);
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  @Test
  void story_isToldRowByRow() throws Exception {
    WrittenResults written = write(StoryDatabase.FILES);

    assertThat(out.resolve("links.csv"))
        .content()
        .isEqualTo(
            """
            file,row,record_id,entity_id,match_probability,decision,weight,runner_up,runner_up_probability,candidate
            A,1,a-1,e-corner,1.000000,NEW,12.000000,,,
            A,2,'=a-2,e-acme,0.010000,NEW,-6.600000,,,
            A,3,a-3,e-acme,0.010000,MATCH,-6.600000,,,
            A,4,-4,e-harbor,0.987654,MATCH,6.250000,e-acme,0.012300,
            A,6,"a ""6""\",,0.600000,REVIEW,0.580000,e-Bistro,0.250000,e-acme
            A,7,a-7,e-corner,0.000000,MATCH,-20.000000,,,
            B,1,b-1,e-acme,1.000000,MATCH,27.500000,,,
            B,2,b-2,e-Bistro,0.300000,NEW,-1.222000,,,
            B,3,b-3,e-Bistro,0.300000,MATCH,-1.222000,,,
            B,5,b-5,e-acme,0.010000,MATCH,-6.600000,,,
            B,6,b-6,,0.500000,REVIEW,0.000000,,,
            """);
    assertThat(out.resolve("entities.csv"))
        .content()
        .isEqualTo(
            """
            entity_id,name,address,zip,mentions,rows
            e-Bistro,bistro,4 elm st,94110,1,2
            e-acme,acme diner,200 market st,94103,2,4
            e-corner,corner,9 hill ave,,2,2
            e-harbor,'=harbor,12 pier rd,94111,1,1
            """);
    assertThat(out.resolve("rejects.csv"))
        .content()
        .isEqualTo(
            """
            file,row,line,reason,raw
            A,5,6,"2 fields, but the schema has 3","first
            second"
            B,4,4,'@ is no id,"'@,x"
            """);
    assertThat(written.counts())
        .isEqualTo(new ResultCounts(13, 6, 3, 2, 2, 4, sha256(out.resolve("links.csv"))));
    assertThat(out).isDirectoryNotContaining("glob:**.partial");
  }

  @Test
  void again_givesTheSameBytesInPlaceOfTheOld() {
    WrittenResults first = write(StoryDatabase.FILES);
    assertThat(write(StoryDatabase.FILES)).isEqualTo(first);
  }

  @Test
  void rowWithoutADecision_failsWithAllNumbers_andLeavesTheOldFiles() throws Exception {
    Files.writeString(out.resolve("links.csv"), "as before");
    database.execute("update link set mention_id = -13 where mention_id = 13");
    try {
      assertThatThrownBy(() -> write(StoryDatabase.FILES))
          .isInstanceOfSatisfying(
              LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INTERNAL))
          .hasMessage(
              "The rows of run run-2 'quoted' do not add up: read 13, but linked 5 + new 3 +"
                  + " review 2 + rejected 2 = 12. No result file was written. Run again; if it"
                  + " stays, this is a fault of linkgrid.");
    } finally {
      database.execute("update link set mention_id = 13 where mention_id = -13");
    }
    assertThat(out).isDirectoryContaining("glob:**links.csv");
    assertThat(out.resolve("links.csv")).hasContent("as before");
    try (var left = Files.list(out)) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void linkToAnEntityThatIsNotThere_fails() throws Exception {
    database.execute("update link set entity_id = 'e-gone' where mention_id = 11");
    try {
      assertThatThrownBy(() -> write(StoryDatabase.FILES))
          .hasMessageContaining(
              "linked 6 + new 3 rows, but the entities in the table have 8. No result file");
    } finally {
      database.execute("update link set entity_id = 'e-harbor' where mention_id = 11");
    }
  }

  @Test
  void fileThatIsNotInTheDatabase_isNamed() {
    assertThatThrownBy(() -> write(List.of(new RunFile("B", 12, "late.csv"))))
        .hasMessage(
            "File B (late.csv) should be in the table source_file, but it is not. Was the schema"
                + " changed during the run? Run again.");
  }

  @Test
  void tableThatIsNotThere_isAProblemOfTheDatabase() throws Exception {
    database.execute("alter table reject rename to elsewhere");
    try {
      assertThatThrownBy(() -> write(StoryDatabase.FILES))
          .isInstanceOfSatisfying(
              LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DATABASE))
          .hasMessageStartingWith(
              "Cannot read the results of run run-2 'quoted': ERROR: relation \"reject\" does not"
                  + " exist")
          .hasMessageEndingWith(
              "The results are in the database, the files in "
                  + out
                  + " are as before; run again.");
    } finally {
      database.execute("alter table elsewhere rename to reject");
    }
  }

  @Test
  void whatFailsBesideTheLinks_failsAll_andLeavesNoFile() throws Exception {
    database.execute("alter table entity rename column attributes to elsewhere");
    try {
      assertThatThrownBy(() -> write(StoryDatabase.FILES))
          .isInstanceOfSatisfying(
              LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DATABASE))
          .hasMessageStartingWith(
              "Cannot read the results of run run-2 'quoted': ERROR: column e.attributes does not"
                  + " exist");
      assertThat(out).isEmptyDirectory();
    } finally {
      database.execute("alter table entity rename column elsewhere to attributes");
    }
  }

  private WrittenResults write(List<RunFile> files) {
    return ResultFiles.write(database.source(), files, SampleRun.spec(), StoryDatabase.RUN, out);
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
