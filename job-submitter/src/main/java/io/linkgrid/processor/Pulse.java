package io.linkgrid.processor;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.Member;
import com.hazelcast.jet.core.Processor;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Whether the vertices of a job on a node are alive. When one of them fails, on this node or on
 * another, Jet does not call the others any more, but it neither interrupts nor closes one that
 * waits until it has come back. So one that waits for room looks whether anybody on its node still
 * works or is still called: whoever could make room is, as it cannot be at its end before what
 * feeds it. It looks at the members of the grid as well: without one of those that it began with a
 * job cannot go on, and Jet starts it again as soon as the last vertex has come back.
 *
 * <p>One for each execution and node; safe for use by many threads.
 */
final class Pulse {
  /**
   * A vertex that looked so often, a millisecond apart, and saw nobody is alone: Jet calls an idle
   * one every 5 ms. It counts its looks and not the clock, so that a process that was stopped for a
   * while does not take its own absence for that of others.
   */
  static final int LONELY_LOOKS = 2_000;

  /** Who is in the grid is asked once in so many looks. */
  static final int LOOKS_A_ROLL_CALL = 50;

  private static final ConcurrentMap<Place, Pulse> PULSES = new ConcurrentHashMap<>();

  private final Place place;
  private final AtomicInteger joined = new AtomicInteger();
  private final AtomicInteger working = new AtomicInteger();
  private final AtomicLong beats = new AtomicLong();
  private final BooleanSupplier someoneLeft;
  private volatile boolean ended;
  private volatile boolean incomplete;

  private record Place(UUID member, long execution) {}

  private Pulse(Place place, BooleanSupplier someoneLeft) {
    this.place = place;
    this.someoneLeft = someoneLeft;
  }

  /** Returns the pulse of an execution on a node; each vertex parts from it once. */
  static Pulse join(Processor.Context context) {
    Cluster cluster = context.hazelcastInstance().getCluster();
    Set<UUID> participants =
        cluster.getMembers().stream()
            .filter(member -> context.partitionAssignment().containsKey(member.getAddress()))
            .map(Member::getUuid)
            .collect(Collectors.toSet());
    return join(
        cluster.getLocalMember().getUuid(),
        context.executionId(),
        () -> !present(cluster).containsAll(participants));
  }

  private static Set<UUID> present(Cluster cluster) {
    return cluster.getMembers().stream().map(Member::getUuid).collect(Collectors.toSet());
  }

  /**
   * As above.
   *
   * @param someoneLeft whether a node that the execution began with is in the grid no more
   */
  static Pulse join(UUID member, long execution, BooleanSupplier someoneLeft) {
    return PULSES.compute(
        new Place(member, execution),
        (place, known) -> {
          Pulse pulse = known == null ? new Pulse(place, someoneLeft) : known;
          pulse.joined.incrementAndGet();
          return pulse;
        });
  }

  void part() {
    PULSES.computeIfPresent(
        place, (p, pulse) -> pulse.joined.decrementAndGet() == 0 ? null : pulse);
  }

  /** A vertex begins to work. */
  void enter() {
    working.incrementAndGet();
  }

  /** A vertex is called no more, or waits for another. */
  void leave() {
    working.decrementAndGet();
    beat();
  }

  /** A vertex was called. */
  void beat() {
    beats.incrementAndGet();
  }

  /** A vertex has failed, so none is called again. */
  void end() {
    ended = true;
  }

  Watch watch() {
    return new Watch();
  }

  /** The looks of one that waits; belongs to its thread. */
  final class Watch {
    private long seen = beats.get();
    private int lonely;
    private int looks;

    /** Looks once; returns true when a node of the job has left the grid, as far as is known. */
    boolean seesSomeoneGone() {
      looks++;
      if (!incomplete && looks % LOOKS_A_ROLL_CALL == 0 && someoneLeft.getAsBoolean()) {
        incomplete = true;
      }
      return incomplete;
    }

    /** Looks once; returns true when one has failed, or too many looks in a row saw nobody. */
    boolean seesNoLife() {
      long now = beats.get();
      if (ended) {
        return true;
      }
      if (now != seen || working.get() > 0) {
        seen = now;
        lonely = 0;
        return false;
      }
      lonely++;
      return lonely >= LONELY_LOOKS;
    }
  }
}
