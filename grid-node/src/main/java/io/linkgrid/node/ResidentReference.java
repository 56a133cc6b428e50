package io.linkgrid.node;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.partition.Partition;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.blocking.Keys;
import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.grid.BlockKey;
import io.linkgrid.grid.GridNames;
import io.linkgrid.grid.MatchingService.Matcher;
import io.linkgrid.grid.MatchingService.Tally;
import io.linkgrid.grid.MentionBlock;
import io.linkgrid.grid.NodeServices;
import io.linkgrid.grid.NodeWork;
import io.linkgrid.grid.Probe;
import io.linkgrid.grid.ReferenceId;
import io.linkgrid.grid.ReferenceManifest;
import io.linkgrid.grid.ResidentName;
import io.linkgrid.index.IndexedMention;
import io.linkgrid.index.PreparedBlock;
import io.linkgrid.index.RecentMentions;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.Mention;
import io.linkgrid.scoring.Evidence;
import io.linkgrid.scoring.PairScorer;
import io.linkgrid.spec.LinkSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One version of a reference as a node holds it: blocks of the map, prepared when a probe first
 * meets them and kept. Ownership is counted, never a condition of being right: a block that moved
 * away is still the same block, and one that is not here is fetched.
 */
final class ResidentReference implements Matcher {
  private final ReferenceId id;
  private final HazelcastInstance member;
  private final IMap<BlockKey, MentionBlock> map;
  private final KeyMaker keyMaker;
  private final MentionComparison comparison;
  private final PairScorer scorer;
  private final Map<String, Integer> sizes;
  private final Map<String, CompletableFuture<PreparedBlock>> blocks = new ConcurrentHashMap<>();
  private final Map<Long, IndexedMention> mentions = new ConcurrentHashMap<>();
  private final Map<String, Partition> partitions = new ConcurrentHashMap<>();
  private final AtomicInteger largestBlock = new AtomicInteger();
  private final NodeWork work;

  /** What joined since the blocks were made, and the number of the last growth taken in. */
  private final RecentMentions recent = new RecentMentions();

  private volatile long taken;
  private final ResidentName name;

  /**
   * How much of a reference is prepared on this node.
   *
   * @param schema its schema
   * @param blocks blocks that are prepared, or are being prepared
   * @param mentions mentions in them, each counted once
   * @param largestBlock mentions of the largest of them
   */
  record Extent(String schema, int blocks, int mentions, int largestBlock) {}

  private ResidentReference(
      HazelcastInstance member, ReferenceId id, LinkSpec spec, Map<String, Integer> sizes) {
    this.id = id;
    name = ResidentName.of(id);
    this.member = member;
    this.sizes = sizes;
    map = member.getMap(GridNames.reference(id.schema()));
    keyMaker = new KeyMaker(spec);
    comparison = new MentionComparison(spec);
    scorer = new PairScorer(spec, comparison);
    work = NodeServices.of(member).work();
  }

  static ResidentReference open(HazelcastInstance member, ReferenceId id) {
    Map<String, Integer> sizes = new HashMap<>();
    if (id.version() > 0) {
      ReferenceManifest manifest =
          member.<String, ReferenceManifest>getMap(GridNames.MANIFESTS).get(id.schema());
      if (manifest == null || manifest.version() != id.version()) {
        throw new LinkgridException(
            LinkgridException.Kind.GRID,
            "The grid does not hold version "
                + id.version()
                + " of the reference '"
                + id.schema()
                + "'"
                + (manifest == null ? "" : " but version " + manifest.version())
                + ". The entities are safe in Postgres; run again to load them.");
      }
      for (int i = 0; i < manifest.partitionKeys().length; i++) {
        sizes.put(manifest.partitionKeys()[i], manifest.sizes()[i]);
      }
    }
    return new ResidentReference(member, id, NodeServices.of(member).spec(id.spec()), sizes);
  }

  boolean is(ReferenceId other) {
    return id.equals(other);
  }

  boolean is(ResidentName other) {
    return name.equals(other);
  }

  /** Takes in what joined the reference, up to a number. */
  void catchUp(long last) {
    if (taken < last) {
      takeIn(last);
    }
  }

  private synchronized void takeIn(long last) {
    IMap<Long, MentionBlock> joined = member.getMap(GridNames.recent(id.schema()));
    while (taken < last) {
      MentionBlock block = joined.get(taken + 1);
      if (block == null) {
        throw lost("recent " + (taken + 1));
      }
      for (int i = 0; i < block.size(); i++) {
        Mention mention = block.mention(i);
        recent.add(indexed(block.entities()[i], mention, keyMaker.numbers(mention)));
      }
      taken++;
    }
  }

  Extent extent() {
    return new Extent(id.schema(), blocks.size(), mentions.size(), largestBlock.get());
  }

  @Override
  public Probe visit(Probe probe, Tally tally) {
    Keys keys = probe.keys();
    Evidence evidence = probe.evidence();
    IndexedMention prepared = null;
    long lookups = tally.lookups;
    long localLookups = tally.localLookups;
    long pairs = tally.pairs;
    int position = probe.next();
    boolean isHere = isOwned(whereNext(probe));
    while (true) {
      tally.lookups++;
      tally.localLookups += isHere ? 1 : 0;
      String partitionKey = keyMaker.partitionKey(probe.mention(), keys, position);
      if (sizes.containsKey(partitionKey)) {
        PreparedBlock block = block(partitionKey);
        // Most keys but the first have nobody under them: no need to prepare the probe for these.
        if (block.hasAnybodyUnder(keys.hash(position))) {
          prepared = prepared == null ? indexed(0, probe.mention(), keys) : prepared;
          PreparedBlock.Answer answer = block.probe(prepared, position, evidence, scorer);
          evidence = answer.evidence();
          tally.pairs += answer.pairs();
        }
      }
      if (recent.hasAnybodyUnder(keys.hash(position))) {
        prepared = prepared == null ? indexed(0, probe.mention(), keys) : prepared;
        PreparedBlock.Answer answer = recent.probe(prepared, position, evidence, scorer);
        evidence = answer.evidence();
        tally.pairs += answer.pairs();
      }
      position++;
      if (position == keys.size()) {
        break;
      }
      // What lies nowhere needs no way to anybody: it is looked up here.
      String next = keyMaker.partitionKey(probe.mention(), keys, position);
      isHere = !sizes.containsKey(next) || isOwned(next);
      if (!isHere) {
        break;
      }
    }
    count(tally.lookups - lookups, tally.localLookups - localLookups, tally.pairs - pairs);
    return new Probe(probe.mention(), keys, position, evidence);
  }

  /** What one visit did, added once. */
  private void count(long lookups, long localLookups, long pairs) {
    work.add(NodeWork.Kind.PROBE_VISITS, 1);
    work.add(NodeWork.Kind.LOOKUPS_LOCAL, localLookups);
    work.add(NodeWork.Kind.LOOKUPS_REMOTE, lookups - localLookups);
    work.add(NodeWork.Kind.PAIRS_MATCHING, pairs);
  }

  @Override
  public int warm() {
    int here = 0;
    for (String partitionKey : sizes.keySet()) {
      if (isOwned(partitionKey)) {
        block(partitionKey);
        here++;
      }
    }
    return here;
  }

  @Override
  public String whereNext(Probe probe) {
    return keyMaker.partitionKey(probe.mention(), probe.keys(), probe.next());
  }

  private boolean isOwned(String partitionKey) {
    return partitions
        .computeIfAbsent(
            partitionKey, key -> member.getPartitionService().getPartition(new BlockKey(key, 0)))
        .getOwner()
        .localMember();
  }

  private IndexedMention indexed(long entity, Mention mention, Keys keys) {
    return new IndexedMention(entity, comparison.prepare(mention), keys.hashes());
  }

  /** A mention lies in many blocks, and is prepared once for all that lie here. */
  private IndexedMention resident(long entity, Mention mention, Keys keys) {
    IndexedMention known = mentions.get(mention.id());
    if (known == null) {
      known = indexed(entity, mention, keys);
      IndexedMention other = mentions.putIfAbsent(mention.id(), known);
      known = other == null ? known : other;
    }
    return known;
  }

  /** The first thread that asks prepares the block; the others wait for it. */
  private PreparedBlock block(String partitionKey) {
    CompletableFuture<PreparedBlock> mine = new CompletableFuture<>();
    CompletableFuture<PreparedBlock> theirs = blocks.putIfAbsent(partitionKey, mine);
    if (theirs != null) {
      try {
        return theirs.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof LinkgridException known ? known : e;
      }
    }
    try {
      PreparedBlock block = prepare(partitionKey);
      mine.complete(block);
      return block;
    } catch (RuntimeException e) {
      blocks.remove(partitionKey, mine);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private PreparedBlock prepare(String partitionKey) {
    int size = sizes.getOrDefault(partitionKey, 0);
    List<IndexedMention> members = new ArrayList<>(size);
    Set<Long> here = new HashSet<>();
    for (int chunk = 0; chunk < ReferenceManifest.chunks(size); chunk++) {
      MentionBlock block = map.get(new BlockKey(partitionKey, chunk));
      if (block == null) {
        throw lost(partitionKey);
      }
      for (int i = 0; i < block.size(); i++) {
        Mention mention = block.mention(i);
        Keys keys = keyMaker.numbers(mention);
        for (int position = 0; position < keys.size(); position++) {
          if (keyMaker.partitionKey(mention, keys, position).equals(partitionKey)) {
            here.add(keys.hash(position));
          }
        }
        members.add(resident(block.entities()[i], mention, keys));
      }
    }
    if (members.size() != size) {
      throw lost(partitionKey);
    }
    largestBlock.accumulateAndGet(size, Math::max);
    return new PreparedBlock(members, (m, position) -> here.contains(m.keys()[position]));
  }

  private LinkgridException lost(String partitionKey) {
    return new LinkgridException(
        LinkgridException.Kind.GRID,
        "The grid lost the block '"
            + partitionKey
            + "' of the reference '"
            + id.schema()
            + "' (more members went away than there are backups). No answer was given from what is"
            + " left. The entities are safe in Postgres; start the nodes and run again.");
  }
}
