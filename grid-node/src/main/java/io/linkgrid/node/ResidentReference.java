package io.linkgrid.node;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.partition.Partition;
import io.linkgrid.blocking.ByPartitionKey;
import io.linkgrid.blocking.KeyHashes;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

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

  /** The partition keys under which somebody lies. */
  private final Map<String, Place> inhabited = new HashMap<>();

  private final ByPartitionKey<Place> places;
  private final ResidentMentions mentions = new ResidentMentions();
  private final AtomicInteger preparedBlocks = new AtomicInteger();
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
    map = member.getMap(GridNames.reference(id.schema()));
    keyMaker = new KeyMaker(spec);
    sizes.forEach((key, size) -> inhabited.put(key, new Place(key, size)));
    places =
        new ByPartitionKey<>(
            keyMaker,
            key -> {
              Place known = inhabited.get(key);
              return known == null ? new Place(key, 0) : known;
            });
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

  /** A partition key: where it belongs, and the block that lies under it. */
  private final class Place {
    private final String partitionKey;
    private final int size;
    private final Partition partition;
    private final AtomicReference<@Nullable CompletableFuture<PreparedBlock>> block =
        new AtomicReference<>();

    Place(String partitionKey, int size) {
      this.partitionKey = partitionKey;
      this.size = size;
      partition = member.getPartitionService().getPartition(new BlockKey(partitionKey, 0));
    }

    boolean isEmpty() {
      return size == 0;
    }

    boolean isOwned() {
      return partition.getOwner().localMember();
    }

    /** The first thread that asks prepares the block; the others wait for it. */
    PreparedBlock block() {
      CompletableFuture<PreparedBlock> known = block.get();
      if (known != null) {
        return joined(known);
      }
      CompletableFuture<PreparedBlock> mine = new CompletableFuture<>();
      CompletableFuture<PreparedBlock> theirs = block.compareAndExchange(null, mine);
      if (theirs != null) {
        return joined(theirs);
      }
      preparedBlocks.incrementAndGet();
      try {
        PreparedBlock prepared = prepare(this);
        mine.complete(prepared);
        return prepared;
      } catch (RuntimeException e) {
        block.set(null);
        preparedBlocks.decrementAndGet();
        mine.completeExceptionally(e);
        throw e;
      }
    }

    private static PreparedBlock joined(CompletableFuture<PreparedBlock> block) {
      try {
        return block.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof LinkgridException known ? known : e;
      }
    }
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
    return new Extent(id.schema(), preparedBlocks.get(), mentions.size(), largestBlock.get());
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
    Place place = places.of(probe.mention(), keys, position);
    boolean isHere = place.isOwned();
    while (true) {
      tally.lookups++;
      tally.localLookups += isHere ? 1 : 0;
      if (!place.isEmpty()) {
        PreparedBlock block = place.block();
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
      place = places.of(probe.mention(), keys, position);
      isHere = place.isEmpty() || place.isOwned();
      if (!isHere) {
        break;
      }
    }
    if (prepared != null) {
      prepared.prepared().rest();
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
    for (Place place : inhabited.values()) {
      if (place.isOwned()) {
        place.block();
        here++;
      }
    }
    return here;
  }

  @Override
  public String whereNext(Probe probe) {
    return keyMaker.partitionKey(probe.mention(), probe.keys(), probe.next());
  }

  private IndexedMention indexed(long entity, Mention mention, Keys keys) {
    return new IndexedMention(entity, comparison.prepare(mention), keys);
  }

  /** A mention lies in many blocks, and is prepared once for all that lie here. */
  private IndexedMention resident(long entity, Mention mention) {
    IndexedMention known = mentions.get(mention.id());
    return known == null
        ? mentions.putIfAbsent(indexed(entity, mention, keyMaker.numbers(mention)))
        : known;
  }

  private PreparedBlock prepare(Place place) {
    List<IndexedMention> members = new ArrayList<>(place.size);
    KeyHashes here = new KeyHashes();
    for (int chunk = 0; chunk < ReferenceManifest.chunks(place.size); chunk++) {
      MentionBlock block = map.get(new BlockKey(place.partitionKey, chunk));
      if (block == null) {
        throw lost(place.partitionKey);
      }
      for (int i = 0; i < block.size(); i++) {
        Mention mention = block.mention(i);
        IndexedMention indexed = resident(block.entities()[i], mention);
        Keys keys = indexed.keys();
        for (int position = 0; position < keys.size(); position++) {
          if (places.of(mention, keys, position) == place) {
            here.add(keys.hash(position));
          }
        }
        members.add(indexed);
      }
    }
    if (members.size() != place.size) {
      throw lost(place.partitionKey);
    }
    largestBlock.accumulateAndGet(place.size, Math::max);
    return new PreparedBlock(members, here::contains);
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
