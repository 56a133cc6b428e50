package io.linkgrid.grid;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import io.linkgrid.grid.MatchingService.Matcher;
import io.linkgrid.grid.MatchingService.Tally;
import io.linkgrid.model.LinkgridException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Asks the node on which it runs about a few probes, without a job. Each visits all of its next
 * keys that lie there. A task without probes only sees to it that the node has taken all growth in.
 */
public final class LookupTask implements Callable<LookupAnswer>, HazelcastInstanceAware {
  /** The executor of the grid that runs lookups. */
  public static final String EXECUTOR = "linkgrid.lookup";

  private final ResidentName reference;
  private final long recent;
  private final List<Probe> probes;
  private @Nullable HazelcastInstance member;

  /**
   * A task for any node.
   *
   * @param recent the number of the last growth that the asker knows; the node knows it too before
   *     it answers
   * @param probes those that have not been to all their keys
   */
  public LookupTask(ResidentName reference, long recent, List<Probe> probes) {
    this.reference = reference;
    this.recent = recent;
    this.probes = List.copyOf(probes);
  }

  ResidentName reference() {
    return reference;
  }

  long recent() {
    return recent;
  }

  List<Probe> probes() {
    return probes;
  }

  @Override
  public void setHazelcastInstance(HazelcastInstance hazelcastInstance) {
    member = hazelcastInstance;
  }

  @Override
  public LookupAnswer call() {
    try {
      Matcher matcher =
          NodeServices.of(Objects.requireNonNull(member)).matching().resident(reference, recent);
      Tally tally = new Tally();
      List<Probe> answered = new ArrayList<>(probes.size());
      for (Probe probe : probes) {
        answered.add(probe.isDone() ? probe : matcher.visit(probe, tally));
      }
      return LookupAnswer.of(answered);
    } catch (LinkgridException e) {
      // An exception would cross the wire as a class name and a text; the kind matters.
      return LookupAnswer.problem(e);
    }
  }
}
