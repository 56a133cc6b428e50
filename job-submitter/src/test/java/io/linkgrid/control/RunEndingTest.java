package io.linkgrid.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.client.HazelcastClientOfflineException;
import com.hazelcast.core.MemberLeftException;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunEndingTest {
  private static final String MAKE_ROOM =
      " That is to say, the disk of Postgres is full. What was written is kept. Make room there, then"
          + " run again to go on.";
  private static final String WHEN_IT_ANSWERS =
      ". What was written is kept; when it answers again, run again to go on.";

  @Test
  void aFullDiskThatTheCommandMeets_isToldAsSuch() {
    SQLException full = new SQLException("ERROR: could not extend file\n  Hint: none", "53100");

    assertThat(RunEnding.of(new IllegalStateException("analyze", full)))
        .isEqualTo(
            new RunEnding(
                RunState.FAILED,
                5,
                "Postgres cannot write: ERROR: could not extend file." + MAKE_ROOM));
  }

  @Test
  void aFullDiskThatANodeMeets_isToldAsSuch_thoughNothingButItsTextArrives() {
    String said = "Cannot write link: could not extend file: No space left on device. Run again.";

    assertThat(RunEnding.of(new LinkgridException(Kind.DATABASE, said)))
        .isEqualTo(new RunEnding(RunState.FAILED, 5, said + MAKE_ROOM));
    String open = "Cannot write link: ERROR: could not extend file: No space left on device";
    assertThat(RunEnding.of(new LinkgridException(Kind.DATABASE, open)).message())
        .isEqualTo(open + "." + MAKE_ROOM);
  }

  @Test
  void aFullDiskOfTheResults_isNotThatOfPostgres() {
    IOException full = new IOException("links.csv: No space left on device");

    assertThat(
            RunEnding.of(new LinkgridException(Kind.USAGE, "Cannot write links.csv.", full))
                .message())
        .isEqualTo("Cannot write links.csv.");
    assertThat(RunEnding.of(full).exitCode()).isEqualTo(1);
  }

  @Test
  void aPoolThatGetsNoConnection_isPostgresThatDoesNotAnswer() {
    SQLException none = new SQLTransientConnectionException("timed out after 30 s");

    assertThat(RunEnding.of(new IllegalStateException("ledger", none)))
        .isEqualTo(
            new RunEnding(
                RunState.FAILED,
                5,
                "Postgres does not answer: timed out after 30 s" + WHEN_IT_ANSWERS));
  }

  @Test
  void aConnectionThatBroke_isPostgresThatWentAway_withOneFullStop() {
    for (String said :
        List.of("An I/O error occurred while sending to the backend.", "FATAL: gone")) {
      RunEnding ending = RunEnding.of(new SQLException(said, "08006"));

      assertThat(ending.exitCode()).isEqualTo(5);
      assertThat(ending.message())
          .isEqualTo(
              "Postgres went away in the middle of the work: "
                  + (said.endsWith(".") ? said : said + ".")
                  + " What was written is kept; when it answers again, run again to go on.");
    }
  }

  @Test
  void nodesThatWentAwayWhileTheyWereAsked_areTheGrids() {
    for (Exception away :
        new Exception[] {
          new MemberLeftException("127.0.0.1 left"), new HazelcastClientOfflineException()
        }) {
      RunEnding ending = RunEnding.of(new IllegalStateException("manifest", away));

      assertThat(ending.exitCode()).isEqualTo(4);
      assertThat(ending.message())
          .startsWith("The grid does not answer: ")
          .endsWith(". What was written is kept; start the nodes and run again to go on.");
    }
  }
}
