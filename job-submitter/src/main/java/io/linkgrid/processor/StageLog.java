package io.linkgrid.processor;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.Util;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.core.DAG;
import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.ProcessorSupplier;
import com.hazelcast.jet.core.processor.Processors;
import io.linkgrid.grid.NodeServices;
import io.linkgrid.grid.NodeWork;
import java.io.Serial;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A vertex of its own, beside all others and without items, through which each node logs when its
 * part of a job begins, and how it ended: once an execution, so a job that starts again is told
 * again. What it says of rows and pairs is what the node has counted meanwhile, for whatever job or
 * lookup.
 */
public final class StageLog implements ProcessorSupplier {
  /** The argument of a job, and the field of a line, that say of which run it is. */
  public static final String RUN = "run";

  @Serial private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(StageLog.class);
  private static final String VERTEX = "log";
  private static final String JOB = "job";
  private static final double NANOS = 1e9;

  private transient @Nullable Begun begun;

  /**
   * What is known from the beginning.
   *
   * @param work what the node had counted by then
   */
  private record Begun(
      String stage,
      String run,
      String job,
      long nanos,
      NodeWork counts,
      Map<NodeWork.Kind, Long> work) {}

  private StageLog() {}

  /** Sees to it that nodes log their parts of a job, and of which run it is. */
  public static void join(DAG dag, JobConfig config) {
    if (dag.getVertex(VERTEX) == null) {
      dag.newVertex(VERTEX, new StageLog()).localParallelism(1);
    }
    String run = MDC.get(RUN);
    config.setArgument(RUN, run == null ? "" : run);
  }

  /** Marks the lines of a thread that works for a job, until {@link #unmark}. */
  static void mark(Processor.Context context) {
    mark(runOf(context.jobConfig()), Util.idToString(context.jobId()));
  }

  private static void mark(String run, String job) {
    if (!run.isEmpty()) {
      MDC.put(RUN, run);
    }
    MDC.put(JOB, job);
  }

  static void unmark() {
    MDC.remove(RUN);
    MDC.remove(JOB);
  }

  private static String runOf(JobConfig config) {
    String run = config.getArgument(RUN);
    return run == null ? "" : run;
  }

  @Override
  public void init(Context context) {
    HazelcastInstance node = context.hazelcastInstance();
    String name = context.jobConfig().getName();
    NodeWork counts = NodeServices.of(node).work();
    Begun now =
        new Begun(
            name == null ? "a job" : name,
            runOf(context.jobConfig()),
            Util.idToString(context.jobId()),
            System.nanoTime(),
            counts,
            totals(counts));
    begun = now;
    log(now, () -> LOG.info("{}: begins, on {}", now.stage(), nodes(context.memberCount())));
  }

  @Override
  public Collection<? extends Processor> get(int count) {
    return Stream.generate(() -> Processors.noopP().get()).limit(count).toList();
  }

  @Override
  public void close(@Nullable Throwable error) {
    Begun was = begun;
    begun = null;
    if (was == null) {
      return;
    }
    String time = String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - was.nanos()) / NANOS);
    String work = more(was.work(), totals(was.counts()));
    if (error == null) {
      log(was, () -> LOG.info("{}: done here after {}; {}", was.stage(), time, work));
    } else if (error instanceof CancellationException) {
      log(was, () -> LOG.info("{}: cancelled after {}; {}", was.stage(), time, work));
    } else {
      log(
          was,
          () ->
              LOG.warn(
                  "{}: ended early after {}; {}; {}", was.stage(), time, work, firstLine(error)));
    }
  }

  private static String nodes(int count) {
    return count == 1 ? "1 node" : count + " nodes";
  }

  private static String firstLine(Throwable error) {
    return error.toString().lines().findFirst().orElse("");
  }

  private static void log(Begun of, Runnable line) {
    mark(of.run(), of.job());
    try {
      line.run();
    } finally {
      unmark();
    }
  }

  private static Map<NodeWork.Kind, Long> totals(NodeWork counts) {
    Map<NodeWork.Kind, Long> totals = new EnumMap<>(NodeWork.Kind.class);
    for (NodeWork.Kind kind : NodeWork.Kind.values()) {
      totals.put(kind, counts.total(kind));
    }
    return totals;
  }

  /** Returns what was counted in between, without what was not. */
  private static String more(Map<NodeWork.Kind, Long> before, Map<NodeWork.Kind, Long> after) {
    StringJoiner text = new StringJoiner(", ").setEmptyValue("nothing counted");
    after.forEach(
        (kind, total) -> {
          long more = total - before.getOrDefault(kind, 0L);
          if (more > 0) {
            text.add(
                kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + String.format(Locale.ROOT, " %,d", more));
          }
        });
    return text.toString();
  }
}
