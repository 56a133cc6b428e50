package io.linkgrid.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.hazelcast.jet.Job;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.DAG;
import com.hazelcast.jet.core.JobNotFoundException;
import com.hazelcast.jet.core.JobStatus;
import com.hazelcast.jet.core.metrics.Metrics;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.processor.StageLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Jobs on a member in this process. */
class JobRunnerTest {
  private static GridConnection grid;

  @BeforeAll
  static void start() {
    grid = GridConnection.embedded();
  }

  @AfterAll
  static void stop() {
    grid.close();
  }

  /** Counts to three, and is done. */
  static final class Counter extends AbstractProcessor {
    @Override
    public boolean complete() {
      Metrics.metric("counted").set(3);
      return true;
    }
  }

  /** Is never done. */
  static final class Endless extends AbstractProcessor {
    @Override
    public boolean complete() {
      return false;
    }
  }

  /** Fails with a sentence. */
  static final class Refusal extends AbstractProcessor {
    @Override
    public boolean complete() {
      throw new LinkgridException(Kind.DATA, "Row 7 is odd. Leave it out.");
    }
  }

  /** Fails as a node's failure looks from afar: a text in which there is a sentence. */
  static final class FarRefusal extends AbstractProcessor {
    @Override
    public boolean complete() {
      throw new IllegalStateException(
          "Exception in a tasklet: "
              + new LinkgridException(Kind.DATABASE, "Postgres is gone. Run again.")
              + "\n\tat somewhere");
    }
  }

  private static DAG counting() {
    DAG dag = new DAG();
    dag.newVertex("counter", Counter::new).localParallelism(2);
    return dag;
  }

  @Test
  void aJob_givesWhatItCounted_alsoToTheProgress() {
    List<Long> progress = new ArrayList<>();

    JobOutcome outcome =
        new JobRunner(grid.hz())
            .run(
                "count",
                counting(),
                Set.of("counted"),
                soFar -> progress.add(soFar.total("counted")));

    assertThat(outcome.total("counted")).isEqualTo(6);
    assertThat(progress).last().isEqualTo(6L);
  }

  @Test
  void theNode_logsWhenItsPartBegins_andHowItEnded_withTheRun() {
    MDC.put("run", "3f0c");
    try (LoggedEvents logged = LoggedEvents.of(StageLog.class)) {
      new JobRunner(grid.hz()).run("count", counting(), Set.of("counted"), soFar -> {});
      assertThatThrownBy(
              () -> new JobRunner(grid.hz()).run("refuse", refusing(), Set.of(), soFar -> {}))
          .isInstanceOf(LinkgridException.class);

      await().until(() -> logged.events().size() == 4);
      assertThat(logged.events())
          .extracting(ILoggingEvent::getFormattedMessage)
          .satisfiesExactly(
              begins -> assertThat(begins).isEqualTo("count: begins, on 1 node"),
              done -> assertThat(done).matches("count: done here after [0-9.]+ s; nothing counted"),
              begins -> assertThat(begins).isEqualTo("refuse: begins, on 1 node"),
              early ->
                  assertThat(early)
                      .matches("refuse: ended early after [0-9.]+ s; nothing counted; .*")
                      .endsWith("Row 7 is odd. Leave it out."));
      assertThat(logged.events())
          .extracting(ILoggingEvent::getLevel)
          .containsExactly(Level.INFO, Level.INFO, Level.INFO, Level.WARN);
      assertThat(logged.events())
          .allSatisfy(
              event ->
                  assertThat(event.getMDCPropertyMap())
                      .containsEntry("run", "3f0c")
                      .containsKey("job"));
    } finally {
      MDC.remove("run");
    }
  }

  private static DAG refusing() {
    DAG dag = new DAG();
    dag.newVertex("refusal", Refusal::new);
    return dag;
  }

  @Test
  void aJobThatAKilledRunLeft_isCancelled_beforeItsSuccessorBegins() {
    DAG endless = new DAG();
    endless.newVertex("endless", Endless::new);
    Job left = grid.hz().getJet().newJob(endless, new JobConfig().setName("left"));
    await().until(() -> left.getStatus() == JobStatus.RUNNING);

    JobOutcome outcome =
        new JobRunner(grid.hz()).run("left", counting(), Set.of("counted"), soFar -> {});

    assertThat(outcome.total("counted")).isEqualTo(6);
    assertThat(left.getStatus()).isEqualTo(JobStatus.FAILED);
    assertThat(left.isUserCancelled()).isTrue();
  }

  @Test
  void aFailure_isTheSentenceOfTheVertex_withItsKind() {
    DAG refusal = new DAG();
    refusal.newVertex("refusal", Refusal::new);

    assertThatThrownBy(() -> new JobRunner(grid.hz()).run("refuse", refusal, Set.of(), soFar -> {}))
        .isInstanceOfSatisfying(
            LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DATA))
        .hasMessage("Row 7 is odd. Leave it out.");
  }

  @Test
  void aFailureThatCameAsText_isTheSentence_withItsKind() {
    DAG refusal = new DAG();
    refusal.newVertex("refusal", FarRefusal::new);

    assertThatThrownBy(() -> new JobRunner(grid.hz()).run("refuse", refusal, Set.of(), soFar -> {}))
        .isInstanceOfSatisfying(
            LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DATABASE))
        .hasMessage("Postgres is gone. Run again.");
  }

  /** Its records have one copy, so two nodes that go at once may take both. */
  @Test
  void aJobThatTheGridHasLost_isSaidToBe_withWhatToDo() {
    assertThat(
            JobRunner.failure(
                "linkgrid match B", new ExecutionException(new JobNotFoundException(7))))
        .hasMessage(
            "The grid has lost the job 'linkgrid match B' together with the nodes that knew of it."
                + " What was written is kept; start the nodes and run again to go on.")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.GRID));
    assertThat(
            JobRunner.failure(
                "linkgrid match B", new ExecutionException(new IllegalStateException("no"))))
        .hasMessage(
            "The job 'linkgrid match B' failed on the grid: no. What was written is kept; run again"
                + " to go on, with --verbose for the details.");
  }
}
