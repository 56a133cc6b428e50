package io.linkgrid.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Whose problem a failure is, and whether waiting helps. */
class TroubleTest {
  @Test
  void ofLinkgrid_keepsKindAndSentence() {
    Trouble trouble = Trouble.of(new LinkgridException(Kind.DATA, "a.csv is empty."));

    assertThat(trouble).isEqualTo(new Trouble(Kind.DATA, "a.csv is empty."));
    assertThat(trouble.passes()).isFalse();
  }

  @Test
  void aClientThatGaveItsClusterUp_isTheGridsProblem() {
    Trouble trouble =
        Trouble.of(new IllegalStateException(new HazelcastInstanceNotActiveException("shut down")));

    assertThat(trouble.kind()).isEqualTo(Kind.GRID);
    assertThat(trouble.message()).startsWith("The grid does not answer: shut down.");
    assertThat(trouble.passes()).isTrue();
  }

  @Test
  void aPoolWithoutConnections_andAConnectionThatBroke_areTheDatabases() {
    Trouble none =
        Trouble.of(
            new IllegalStateException(new SQLTransientConnectionException("timed out after 30 s")));
    Trouble broken = Trouble.of(new IllegalStateException(new SQLException("broken", "08006")));

    assertThat(none.kind()).isEqualTo(Kind.DATABASE);
    assertThat(none.message()).startsWith("Postgres does not answer: timed out after 30 s.");
    assertThat(broken.kind()).isEqualTo(Kind.DATABASE);
    assertThat(broken.message()).startsWith("Postgres went away in the middle of the work: broken");
    assertThat(broken.passes()).isTrue();
  }

  @Test
  void aSignal_isNobodysProblem_andAFaultIsOurs() {
    assertThat(Trouble.of(new CancellationException("over")).kind()).isEqualTo(Kind.CANCELLED);
    assertThat(Trouble.of(new IllegalStateException("odd")))
        .isEqualTo(
            new Trouble(
                Kind.INTERNAL,
                "linkgrid stopped by a fault of its own: java.lang.IllegalStateException: odd"));
  }
}
