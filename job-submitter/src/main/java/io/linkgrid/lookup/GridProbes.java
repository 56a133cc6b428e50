package io.linkgrid.lookup;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.blocking.Keys;
import io.linkgrid.grid.BlockKey;
import io.linkgrid.grid.LookupAnswer;
import io.linkgrid.grid.LookupTask;
import io.linkgrid.grid.Probe;
import io.linkgrid.grid.ResidentName;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.model.Mention;
import io.linkgrid.scoring.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes probes from owner to owner of their keys, as the passes of a job do, and brings them back
 * with all their evidence. Safe for any number of threads.
 */
final class GridProbes {
  /** Probes of one task; of more, a node's cores share the work. */
  private static final int TOGETHER = 16;

  private static final int ATTEMPTS = 3;
  private static final long PATIENCE_SECONDS = 60;
  private static final long PAUSE_MILLIS = 100;

  private final HazelcastInstance grid;
  private final IExecutorService nodes;
  private final KeyMaker keyMaker;
  private final ResidentName reference;

  GridProbes(HazelcastInstance grid, KeyMaker keyMaker, ResidentName reference) {
    this.grid = grid;
    this.keyMaker = keyMaker;
    this.reference = reference;
    nodes = grid.getExecutorService(LookupTask.EXECUTOR);
  }

  /** The probes that go to one node in one task, by their places. */
  private record Sent(List<Integer> places, Future<LookupAnswer> answer) {}

  /**
   * Returns what each mention has found, in their order.
   *
   * @param recent the number of the last growth that the nodes must know
   * @throws LinkgridException of kind GRID if the nodes do not hold the reference, or do not answer
   */
  List<Evidence> ask(List<Mention> mentions, long recent) {
    List<Probe> probes = new ArrayList<>(mentions.size());
    List<Integer> open = new ArrayList<>();
    for (Mention mention : mentions) {
      Keys keys = keyMaker.numbers(mention);
      if (keys.size() > 0) {
        open.add(probes.size());
      }
      probes.add(new Probe(mention, keys, 0, Evidence.NONE));
    }
    int failures = 0;
    while (!open.isEmpty()) {
      List<Integer> next = new ArrayList<>();
      boolean failed = false;
      for (Sent sent : send(probes, open, recent)) {
        try {
          take(sent, probes, next);
        } catch (ExecutionException | RejectedExecutionException e) {
          // A node that has just gone: whoever owns its partitions now is asked.
          if (++failures > ATTEMPTS * probes.size()) {
            throw silent(e);
          }
          failed = true;
          next.addAll(sent.places());
        }
      }
      open = next;
      if (failed) {
        pause();
      }
    }
    return probes.stream().map(Probe::evidence).toList();
  }

  /** Sees to it that all nodes know what joined up to a number. */
  void tell(long recent) {
    Map<Member, Future<LookupAnswer>> answers =
        nodes.submitToAllMembers(new LookupTask(reference, recent, List.of()));
    for (Map.Entry<Member, Future<LookupAnswer>> answer : answers.entrySet()) {
      try {
        refuse(await(answer.getValue()));
      } catch (ExecutionException e) {
        // A node that is gone need not know; one that comes reads what there is.
        if (grid.getCluster().getMembers().contains(answer.getKey())) {
          throw silent(e);
        }
      }
    }
  }

  private List<Sent> send(List<Probe> probes, List<Integer> open, long recent) {
    Map<Member, List<Integer>> byOwner = new LinkedHashMap<>();
    for (int place : open) {
      byOwner.computeIfAbsent(owner(probes.get(place)), m -> new ArrayList<>()).add(place);
    }
    List<Sent> sent = new ArrayList<>();
    byOwner.forEach(
        (owner, places) -> {
          for (int from = 0; from < places.size(); from += TOGETHER) {
            List<Integer> some = places.subList(from, Math.min(from + TOGETHER, places.size()));
            LookupTask task =
                new LookupTask(reference, recent, some.stream().map(probes::get).toList());
            sent.add(new Sent(some, nodes.submitToMember(task, owner)));
          }
        });
    return sent;
  }

  private Member owner(Probe probe) {
    String key = keyMaker.partitionKey(probe.mention(), probe.keys(), probe.next());
    Member owner = grid.getPartitionService().getPartition(new BlockKey(key, 0)).getOwner();
    // Nobody owns it for a moment: any node can answer, it fetches what it lacks.
    return owner == null ? grid.getCluster().getMembers().iterator().next() : owner;
  }

  private void take(Sent sent, List<Probe> probes, List<Integer> next) throws ExecutionException {
    LookupAnswer answer = await(sent.answer());
    refuse(answer);
    for (int i = 0; i < sent.places().size(); i++) {
      int place = sent.places().get(i);
      Probe answered = answer.probes().get(i);
      probes.set(place, answered);
      if (!answered.isDone()) {
        next.add(place);
      }
    }
  }

  private static void refuse(LookupAnswer answer) {
    answer
        .problem()
        .ifPresent(
            problem -> {
              throw problem;
            });
  }

  private static LookupAnswer await(Future<LookupAnswer> answer) throws ExecutionException {
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw silent(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while nodes were asked.");
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while nodes were asked.");
    }
  }

  private static LinkgridException silent(Exception cause) {
    return new LinkgridException(
        Kind.GRID,
        "A node gave no answer to a lookup: "
            + cause.getMessage()
            + ". Nothing was changed; 'linkgrid nodes' shows who is there. Ask again.",
        cause);
  }
}
