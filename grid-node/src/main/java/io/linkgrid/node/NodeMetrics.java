package io.linkgrid.node;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.DistributedObject;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.Job;
import com.hazelcast.jet.core.JobStatus;
import com.hazelcast.map.IMap;
import com.hazelcast.map.LocalMapStats;
import com.hazelcast.partition.MigrationListener;
import com.hazelcast.partition.MigrationState;
import com.hazelcast.partition.ReplicaMigrationEvent;
import io.linkgrid.grid.GridNames;
import io.linkgrid.grid.NodeServices;
import io.linkgrid.grid.NodeWork;
import io.linkgrid.grid.NodeWork.Kind;
import io.linkgrid.node.PrometheusText.Metric;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

/**
 * What a node says about itself to Prometheus; docs/operations.md describes each metric. Counters
 * begin at zero with the node. Safe for any number of threads.
 */
final class NodeMetrics {
  private static final double MILLIS = 1e3;
  private static final double NANOS = 1e9;
  private static final String CANCELLED = "cancelled";

  private final HazelcastInstance member;
  private final LongAdder partitionsLost = new LongAdder();
  private final LongAdder migrations = new LongAdder();
  private final LongAdder migrationMillis = new LongAdder();
  private final PatientLook<GridView> grid;

  /** Jobs that have ended keep their status, so that the grid is asked once for it. */
  private final Map<Long, String> ended = new HashMap<>();

  /**
   * What only the grid can tell.
   *
   * @param answered whether it did
   * @param safe whether all partitions of this node have their copies
   * @param jobs how many jobs of the grid are in each state, by its name
   */
  private record GridView(boolean answered, boolean safe, Map<String, Integer> jobs) {}

  /** Listens to a member from now on. */
  NodeMetrics(HazelcastInstance member) {
    this.member = member;
    grid = new PatientLook<>("linkgrid-metrics-look", this::look);
    member.getPartitionService().addPartitionLostListener(event -> partitionsLost.increment());
    member.getPartitionService().addMigrationListener(new Migrations());
  }

  /** Returns all metrics as they are now, in the text format of Prometheus. */
  String text() {
    PrometheusText text = new PrometheusText();
    jvm(text);
    if (member.getLifecycleService().isRunning()) {
      cluster(text);
      reference(text);
    }
    NodeServices services = NodeServices.of(member);
    resident(text, services);
    work(text, services.work());
    return text.toString();
  }

  private static void jvm(PrometheusText text) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    MemoryUsage heap = memory.getHeapMemoryUsage();
    MemoryUsage other = memory.getNonHeapMemoryUsage();
    text.gauge("jvm_memory_used_bytes", "Memory in use.")
        .with("area", "heap", heap.getUsed())
        .with("area", "nonheap", other.getUsed());
    text.gauge("jvm_memory_committed_bytes", "Memory that the system has given to the JVM.")
        .with("area", "heap", heap.getCommitted())
        .with("area", "nonheap", other.getCommitted());
    text.gauge("jvm_memory_max_bytes", "The most memory that may be used; -1: no limit.")
        .with("area", "heap", heap.getMax())
        .with("area", "nonheap", other.getMax());
    Metric collections = text.counter("jvm_gc_collections_total", "Garbage collections.");
    List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    collectors.forEach(gc -> collections.with("gc", gc.getName(), gc.getCollectionCount()));
    Metric pauses = text.counter("jvm_gc_seconds_total", "Time spent on garbage collections.");
    collectors.forEach(gc -> pauses.with("gc", gc.getName(), gc.getCollectionTime() / MILLIS));
    text.gauge("jvm_threads", "Live threads.")
        .is(ManagementFactory.getThreadMXBean().getThreadCount());
    text.gauge("jvm_available_processors", "Processors that the JVM may use.")
        .is(Runtime.getRuntime().availableProcessors());
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      text.counter("process_cpu_seconds_total", "CPU time of the process.")
          .is(system.getProcessCpuTime() / NANOS);
    }
    text.gauge("process_start_time_seconds", "When the process started, in Unix time.")
        .is(ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS);
  }

  private void cluster(PrometheusText text) {
    text.gauge("linkgrid_cluster_members", "Members of the cluster that this node sees.")
        .is(member.getCluster().getMembers().size());
    text.gauge("linkgrid_partitions_owned", "Partitions that this node owns.").is(owned());
    text.counter("linkgrid_partitions_lost_total", "Partitions lost with all their copies.")
        .is(partitionsLost.sum());
    text.counter("linkgrid_migrations_total", "Rounds in which partitions moved between nodes.")
        .is(migrations.sum());
    text.counter("linkgrid_migration_seconds_total", "Time that those rounds took.")
        .is(migrationMillis.sum() / MILLIS);
    GridView view = grid.answerOr(reason -> new GridView(false, false, Map.of()));
    text.gauge("linkgrid_node_answers", "1 if the grid answered this node within 2 s, else 0.")
        .is(view.answered() ? 1 : 0);
    text.gauge("linkgrid_node_safe", "1 if the partitions of this node have their copies, else 0.")
        .is(view.safe() ? 1 : 0);
    Metric jobs = text.gauge("linkgrid_jobs", "Jobs that the grid remembers, by status.");
    if (view.answered()) {
      for (JobStatus status : JobStatus.values()) {
        jobs.with("status", lower(status), view.jobs().getOrDefault(lower(status), 0));
      }
      jobs.with("status", CANCELLED, view.jobs().getOrDefault(CANCELLED, 0));
    }
  }

  private long owned() {
    return member.getPartitionService().getPartitions().stream()
        .filter(
            partition -> {
              Member owner = partition.getOwner();
              return owner != null && owner.localMember();
            })
        .count();
  }

  /** Runs one at a time, in the thread of the look. */
  private GridView look() {
    Map<String, Integer> counts = new HashMap<>();
    List<Job> jobs = member.getJet().getJobs();
    ended.keySet().retainAll(jobs.stream().map(Job::getId).toList());
    for (Job job : jobs) {
      counts.merge(statusOf(job), 1, Integer::sum);
    }
    return new GridView(true, member.getPartitionService().isLocalMemberSafe(), counts);
  }

  /** To Jet a job that was cancelled has failed, too; to whoever cancelled it that is no alarm. */
  private String statusOf(Job job) {
    String known = ended.get(job.getId());
    if (known != null) {
      return known;
    }
    JobStatus status = job.getStatus();
    String name = status == JobStatus.FAILED && job.isUserCancelled() ? CANCELLED : lower(status);
    if (status.isTerminal()) {
      ended.put(job.getId(), name);
    }
    return name;
  }

  private void reference(PrometheusText text) {
    Map<String, LocalMapStats> stats = new TreeMap<>();
    for (DistributedObject object : member.getDistributedObjects()) {
      if (object instanceof IMap<?, ?> map
          && map.getName().startsWith(GridNames.REFERENCE_PREFIX)) {
        stats.put(
            map.getName().substring(GridNames.REFERENCE_PREFIX.length()), map.getLocalMapStats());
      }
    }
    of(
        text.gauge("linkgrid_reference_blocks", "Blocks of the reference that the node owns."),
        stats,
        LocalMapStats::getOwnedEntryCount);
    of(
        text.gauge("linkgrid_reference_bytes", "Their size."),
        stats,
        LocalMapStats::getOwnedEntryMemoryCost);
    of(
        text.gauge("linkgrid_reference_backup_blocks", "Copies of blocks that others own."),
        stats,
        LocalMapStats::getBackupEntryCount);
    of(
        text.gauge("linkgrid_reference_backup_bytes", "Their size."),
        stats,
        LocalMapStats::getBackupEntryMemoryCost);
  }

  private static void of(
      Metric metric, Map<String, LocalMapStats> stats, ToLongFunction<LocalMapStats> value) {
    stats.forEach((schema, map) -> metric.with("schema", schema, value.applyAsLong(map)));
  }

  private void resident(PrometheusText text, NodeServices services) {
    List<ResidentReference.Extent> extents =
        services.matching() instanceof ResidentMatching resident ? resident.extents() : List.of();
    text.gauge("linkgrid_resident_schemas", "Schemas whose reference is prepared here.")
        .is(extents.size());
    Metric blocks = text.gauge("linkgrid_resident_blocks", "Blocks that are prepared here.");
    extents.forEach(extent -> blocks.with("schema", extent.schema(), extent.blocks()));
    Metric mentions = text.gauge("linkgrid_resident_mentions", "Mentions in them, each once.");
    extents.forEach(extent -> mentions.with("schema", extent.schema(), extent.mentions()));
    Metric largest =
        text.gauge("linkgrid_resident_largest_block_mentions", "Mentions of the largest of them.");
    extents.forEach(extent -> largest.with("schema", extent.schema(), extent.largestBlock()));
  }

  private static void work(PrometheusText text, NodeWork work) {
    text.counter("linkgrid_rows_read_total", "Rows of records that were read, rejects included.")
        .is(work.total(Kind.ROWS_READ));
    text.counter("linkgrid_rows_rejected_total", "Rows of them that cannot be used.")
        .is(work.total(Kind.ROWS_REJECTED));
    text.counter("linkgrid_mentions_decided_total", "Mentions that got an answer, by decision.")
        .with("decision", "match", work.total(Kind.MENTIONS_MATCHED))
        .with("decision", "review", work.total(Kind.MENTIONS_IN_REVIEW))
        .with("decision", "new", work.total(Kind.MENTIONS_NEW));
    text.counter("linkgrid_probe_visits_total", "Probes that came by, once for each stop.")
        .is(work.total(Kind.PROBE_VISITS));
    text.counter("linkgrid_lookups_total", "Lookups of a block, by who owned it.")
        .with("owner", "local", work.total(Kind.LOOKUPS_LOCAL))
        .with("owner", "remote", work.total(Kind.LOOKUPS_REMOTE));
    text.counter("linkgrid_pairs_compared_total", "Pairs that were compared, by what for.")
        .with("stage", "match", work.total(Kind.PAIRS_MATCHING))
        .with("stage", "found", work.total(Kind.PAIRS_FOUNDING))
        .with("stage", "learn", work.total(Kind.PAIRS_LEARNING));
  }

  private static String lower(JobStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private final class Migrations implements MigrationListener {
    @Override
    public void migrationStarted(MigrationState state) {}

    @Override
    public void migrationFinished(MigrationState state) {
      migrations.increment();
      migrationMillis.add(state.getTotalElapsedTime());
    }

    @Override
    public void replicaMigrationCompleted(ReplicaMigrationEvent event) {}

    @Override
    public void replicaMigrationFailed(ReplicaMigrationEvent event) {}
  }
}
