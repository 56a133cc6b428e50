package io.linkgrid.cli;

import io.linkgrid.control.RunAttempt;
import io.linkgrid.control.RunEnding;
import io.linkgrid.control.RunOrigin;
import io.linkgrid.control.Webhook;
import io.linkgrid.job.LinkRun;
import io.linkgrid.report.RunSummary;
import io.linkgrid.submit.ProcessEnd;
import io.linkgrid.submit.ProcessEnd.Phase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sees to it that a webhook hears how a run ended, whichever way that is. */
final class EndOfRun {
  private final Webhook webhook;
  private final RunOrigin origin;
  private final String schema;
  private volatile @Nullable LinkRun run;

  EndOfRun(Webhook webhook, RunOrigin origin, String schema) {
    this.webhook = webhook;
    this.origin = origin;
    this.schema = schema;
  }

  /** Does with a run what there is to do. */
  @FunctionalInterface
  interface Running {
    RunSummary with(RunEnvironment.Work<RunSummary> work) throws Exception;
  }

  /** Runs, and tells how it ended. */
  RunSummary told(Running running) throws Exception {
    try (ProcessEnd.Registration signal =
        ProcessEnd.before(Phase.NOTIFIED, () -> tell(RunEnding.SIGNALLED, Optional.empty()))) {
      RunSummary summary =
          running.with(
              linkRun -> {
                run = linkRun;
                return linkRun.run();
              });
      if (!signal.isTooLate()) {
        tell(RunEnding.DONE, Optional.of(summary));
      }
      return summary;
    } catch (Exception e) {
      tell(ProcessEnd.hasBegun() ? RunEnding.SIGNALLED : RunEnding.of(e), Optional.empty());
      throw e;
    }
  }

  private void tell(RunEnding how, Optional<RunSummary> summary) {
    LinkRun begun = run;
    Optional<RunAttempt> ended = begun == null ? Optional.empty() : begun.ended();
    webhook.tell(origin, schema, ended, how, summary);
  }
}
