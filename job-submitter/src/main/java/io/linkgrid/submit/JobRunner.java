package io.linkgrid.submit;

import com.hazelcast.client.Client;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.Job;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.core.DAG;
import com.hazelcast.jet.core.JobNotFoundException;
import com.hazelcast.jet.core.JobStatus;
import com.hazelcast.jet.core.metrics.JobMetrics;
import com.hazelcast.jet.core.metrics.Measurement;
import com.hazelcast.jet.core.metrics.MetricTags;
import de.siegmar.fastcsv.reader.CsvReader;
import io.linkgrid.grid.BuildHash;
import io.linkgrid.grid.CommandBuild;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.processor.StageLog;
import io.linkgrid.sink.WriterLock;
import io.linkgrid.submit.ProcessEnd.Phase;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits jobs, with the classes that they need where nodes do not have them, waits for them, and
 * gives what they counted. Not safe for several threads.
 */
public final class JobRunner {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
  private static final long POLL_MILLIS = 200;
  private static final long CANCEL_PATIENCE_SECONDS = 60;
  private static final String[] SHIPPED = {
    "io.linkgrid.job",
    "io.linkgrid.processor",
    "io.linkgrid.source",
    "io.linkgrid.sink",
    "io.linkgrid.join"
  };

  /** How a problem of ours looks in the text of another exception. */
  private static final Pattern OURS =
      Pattern.compile(
          Pattern.quote(LinkgridException.class.getName())
              + ": ("
              + Stream.of(LinkgridException.Kind.values())
                  .map(Enum::name)
                  .collect(Collectors.joining("|"))
              + "): (.*)");

  private final HazelcastInstance grid;
  private final long attempt;
  private final AtomicReference<@Nullable Job> current = new AtomicReference<>();

  /** Runs jobs on a grid, as its client or as a member of it, for no attempt that is counted. */
  public JobRunner(HazelcastInstance grid) {
    this(grid, 0);
  }

  /** Runs jobs on a grid, as its client or as a member of it; they may write for this attempt. */
  public JobRunner(HazelcastInstance grid, long attempt) {
    this.grid = grid;
    this.attempt = attempt;
  }

  /**
   * Runs a job to its end. One of the same name that still runs is cancelled first.
   *
   * @param name the same for every attempt at the same work, and for nothing else
   * @param progress is told the counts so far, now and then, from the calling thread
   * @throws LinkgridException if the job fails, with its cause as a sentence
   */
  public JobOutcome run(String name, DAG dag, Set<String> metrics, Consumer<JobOutcome> progress) {
    return run(name, dag, metrics, progress, () -> {});
  }

  /**
   * As above.
   *
   * @param watch is called several times a second, whatever the job does; when it throws, the job
   *     is left to the caller, who cancels it
   */
  public JobOutcome run(
      String name, DAG dag, Set<String> metrics, Consumer<JobOutcome> progress, Runnable watch) {
    JobConfig config =
        new JobConfig()
            .setName(name)
            .setMetricsEnabled(true)
            .setStoreMetricsAfterJobCompletion(true)
            .setArgument(WriterLock.ATTEMPT, attempt);
    StageLog.join(dag, config);
    CommandBuild.ofThisProcess().mark(config);
    if (!areOnAllNodes()) {
      config.addPackage(SHIPPED);
      config.addJar(jarOf(CsvReader.class).toFile());
    }
    cancelLeftover(name);
    watch.run();
    Job job = grid.getJet().newJob(dag, config);
    current.set(job);
    // When the process is told to end: before the nodes and the server that it may have started.
    try (ProcessEnd.Registration end = ProcessEnd.before(Phase.WORK, this::cancelCurrent)) {
      if (end.isTooLate()) {
        cancelCurrent();
      }
      join(job, metrics, progress, watch);
      JobOutcome counted = outcome(job.getMetrics(), metrics);
      progress.accept(counted);
      return counted;
    } finally {
      current.compareAndSet(job, null);
    }
  }

  /** Cancels the job under way, if there is one, and waits until it writes nothing more. */
  private void cancelCurrent() {
    Job job = current.get();
    if (job != null) {
      end(job);
    }
  }

  /**
   * A member inside this process has the classes; nodes of their own say so, and those of another
   * build were refused. What a job brings along is loaded, and compiled by the JVM, anew each time.
   */
  private boolean areOnAllNodes() {
    return !(grid.getLocalEndpoint() instanceof Client)
        || grid.getCluster().getMembers().stream()
            .allMatch(node -> node.getAttribute(BuildHash.JOBS_ATTRIBUTE) != null);
  }

  /**
   * Cancels a job that runs on although whoever submitted it was killed, and waits until it has
   * ended: from then on it writes nothing more.
   */
  public void cancelLeftover(String name) {
    Job left = grid.getJet().getJob(name);
    if (left != null && !left.getStatus().isTerminal()) {
      end(left);
    }
  }

  /**
   * Cancels all jobs that run and whose names end so, and waits until they have ended.
   *
   * @return their names
   */
  public List<String> cancelLeftovers(String endOfName) {
    List<String> cancelled = new ArrayList<>();
    for (Job job : grid.getJet().getJobs()) {
      String name = job.getName();
      if (name != null && name.endsWith(endOfName) && !job.getStatus().isTerminal()) {
        end(job);
        cancelled.add(name);
      }
    }
    return cancelled;
  }

  private static void end(Job job) {
    try {
      job.cancel();
      job.getFuture().get(CANCEL_PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | IllegalStateException e) {
      LOG.info("The job '{}' was cancelled", job.getName(), e);
    } catch (TimeoutException | HazelcastException e) {
      LOG.warn("The job '{}' was cancelled and may not have ended", job.getName(), e);
    }
  }

  private static void join(
      Job job, Set<String> metrics, Consumer<JobOutcome> progress, Runnable watch) {
    Future<Void> end = job.getFuture();
    while (true) {
      try {
        end.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        watch.run();
        report(job, metrics, progress);
      } catch (InterruptedException e) {
        job.cancel();
        Thread.currentThread().interrupt();
        throw new LinkgridException(
            LinkgridException.Kind.GRID,
            "The run was interrupted. What was written is kept; run again to go on.",
            e);
      } catch (ExecutionException | CompletionException | CancellationException e) {
        throw failure(job.getName(), e);
      }
    }
  }

  private static void report(Job job, Set<String> metrics, Consumer<JobOutcome> progress) {
    JobMetrics counted;
    try {
      if (job.getStatus() != JobStatus.RUNNING) {
        return;
      }
      counted = job.getMetrics();
    } catch (RuntimeException e) {
      // Right after a member went away its metrics cannot be had; the next poll will have them.
      return;
    }
    progress.accept(outcome(counted, metrics));
  }

  private static JobOutcome outcome(JobMetrics counted, Set<String> names) {
    Map<String, Map<String, Long>> byMember = new TreeMap<>();
    for (String name : names) {
      for (Measurement measurement : counted.get(name)) {
        String member = measurement.tag(MetricTags.ADDRESS);
        byMember
            .computeIfAbsent(member == null ? "?" : member, m -> new HashMap<>())
            .merge(name, measurement.value(), Long::sum);
      }
    }
    return new JobOutcome(byMember);
  }

  /** The sentence of the first cause that has one; else what Jet says. */
  static LinkgridException failure(String job, Exception thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof LinkgridException known) {
        return known;
      }
      if (cause instanceof JobNotFoundException) {
        return new LinkgridException(
            LinkgridException.Kind.GRID,
            "The grid has lost the job '"
                + job
                + "' together with the nodes that knew of it. What was written is kept; start the"
                + " nodes and run again to go on.",
            thrown);
      }
    }
    Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
    String text = String.valueOf(cause.getMessage());
    Matcher ours = OURS.matcher(text);
    if (ours.find()) {
      return new LinkgridException(
          LinkgridException.Kind.valueOf(ours.group(1)), ours.group(2), thrown);
    }
    return new LinkgridException(
        LinkgridException.Kind.GRID,
        "The job '"
            + job
            + "' failed on the grid: "
            + text.lines().findFirst().orElse("no reason given")
            + ". What was written is kept; run again to go on, with --verbose for the details.",
        thrown);
  }

  private static Path jarOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalStateException(type + " comes from no jar");
    }
    URL location = source.getLocation();
    try {
      return Path.of(location.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The class path holds the odd address " + location, e);
    }
  }
}
