package io.linkgrid.job;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.blocking.Keys;
import io.linkgrid.database.BlockingLedger;
import io.linkgrid.grid.GridNames;
import io.linkgrid.grid.ReferenceManifest;
import io.linkgrid.grid.ReferenceRoom;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.model.Mention;
import io.linkgrid.spec.LinkSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a reference takes of the heap of each node that holds a part of it, as far as that can be
 * known before it is loaded: a block for each partition key of a mention, with its copies, spread
 * over the nodes; and the mention prepared for comparison, once on each node that owns one of its
 * keys. An estimate from the first mentions by id, which are a random sample, since ids are hashes.
 * The factors were measured, see docs/operations.md.
 */
final class ReferenceMemory {
  private static final int SAMPLE = 4_000;

  /** Of a mention in a block: its id; of each of its values, where it ends, before compression. */
  private static final int BLOCK_MENTION = 8;

  private static final int BLOCK_VALUE = 4;

  /** A block is compressed to less than half of its size. */
  private static final double COMPRESSED = 0.5;

  /** Of a mention that is prepared: itself and its keys; of each value that is but a code. */
  private static final int PREPARED_MENTION = 200;

  private static final int PREPARED_CODE = 60;

  /** Of each value in words, which are searched letter by letter; of each of its characters. */
  private static final int PREPARED_WORDS = 420;

  private static final int PREPARED_CHARACTER = 6;

  private static final long MEBIBYTE = 1L << 20;
  private static final double ROUND_UP = 64.0;
  private static final int MOST_NODES = 64;

  private final List<Sampled> sample;

  /**
   * What one mention takes.
   *
   * @param places under how many partition keys it lies
   * @param inBlock bytes of it in a block
   * @param prepared bytes of it on a node where it is prepared
   */
  record Sampled(int places, long inBlock, long prepared) {}

  ReferenceMemory(List<Sampled> sample) {
    this.sample = List.copyOf(sample);
  }

  /** Looks at the mentions of a database. */
  static ReferenceMemory of(BlockingLedger ledger, LinkSpec spec) {
    KeyMaker keyMaker = new KeyMaker(spec);
    List<Sampled> sample = new ArrayList<>();
    for (Mention mention : ledger.firstMentions(SAMPLE)) {
      sample.add(sampled(mention, keyMaker));
    }
    return new ReferenceMemory(sample);
  }

  private static Sampled sampled(Mention mention, KeyMaker keyMaker) {
    Keys keys = keyMaker.numbers(mention);
    Set<String> places = new HashSet<>();
    for (int position = 0; position < keys.size(); position++) {
      places.add(keyMaker.partitionKey(mention, keys, position));
    }
    long inValues = 0;
    long prepared = PREPARED_MENTION;
    for (String value : mention.values()) {
      inValues += BLOCK_VALUE + value.length();
      prepared += prepared(value);
    }
    long inBlock = BLOCK_MENTION + (long) (COMPRESSED * inValues);
    return new Sampled(places.size(), inBlock, prepared);
  }

  private static long prepared(String value) {
    if (value.isEmpty()) {
      return 0;
    }
    return value.chars().anyMatch(Character::isLetter)
        ? PREPARED_WORDS + (long) value.length() * PREPARED_CHARACTER
        : PREPARED_CODE;
  }

  /**
   * Returns the bytes on each node.
   *
   * @param copies of each block on other nodes, if there are so many
   */
  long onEachOf(int nodes, int copies, long mentions) {
    double bytes = 0;
    for (Sampled each : sample) {
      double inBlocks = (double) each.places() * each.inBlock();
      double share = 1.0 / nodes;
      bytes +=
          inBlocks * (1 + Math.min(copies, nodes - 1)) * share
              + each.prepared() * (1 - Math.pow(1 - share, each.places()));
    }
    return sample.isEmpty() ? 0 : (long) (bytes / sample.size() * mentions);
  }

  /**
   * Refuses a reference that the nodes of a grid have no room for, beside those of other schemas.
   *
   * @param mentions how many mentions it has
   * @throws LinkgridException of kind GRID
   */
  void refuseTooLarge(HazelcastInstance grid, String schema, long mentions) {
    long others = 0;
    Map<String, ReferenceManifest> manifests = grid.getMap(GridNames.MANIFESTS);
    for (Map.Entry<String, ReferenceManifest> held : manifests.entrySet()) {
      others += held.getKey().equals(schema) ? 0 : held.getValue().mentions();
    }
    Collection<Member> nodes = grid.getCluster().getMembers();
    for (Member node : nodes) {
      Optional<ReferenceRoom> room = ReferenceRoom.of(node).filter(r -> !r.isUnlimited());
      if (room.isPresent()) {
        String address = node.getAddress().getHost() + ":" + node.getAddress().getPort();
        refuseTooLarge(new Asked(schema, mentions, others, nodes.size(), address), room.get());
      }
    }
  }

  /**
   * What is asked of a node.
   *
   * @param schema whose reference is to be loaded
   * @param mentions how many mentions it has
   * @param others mentions of other references on the same nodes
   * @param nodes how many nodes share the work
   * @param node the address of the node
   */
  record Asked(String schema, long mentions, long others, int nodes, String node) {}

  void refuseTooLarge(Asked asked, ReferenceRoom room) {
    long all = asked.mentions() + asked.others();
    long needed = onEachOf(asked.nodes(), room.copies(), all);
    if (needed <= room.roomBytes()) {
      return;
    }
    throw new LinkgridException(
        Kind.GRID,
        String.format(
            Locale.ROOT,
            "The reference of '%s', %,d mentions%s, needs about %,d MB on each of %d %s, and %s has"
                + " room for %,d MB of its heap of %,d MB. It was not loaded, and what was written"
                + " is kept. %s, and run again. LINKGRID_MAX_REFERENCE=off on the nodes does without"
                + " this check.",
            asked.schema(),
            asked.mentions(),
            asked.others() == 0
                ? ""
                : String.format(Locale.ROOT, " (and %,d of other schemas)", asked.others()),
            mebibytes(needed),
            asked.nodes(),
            asked.nodes() == 1 ? "node" : "nodes",
            asked.node(),
            room.roomBytes() / MEBIBYTE,
            room.heapBytes() / MEBIBYTE,
            advice(all, needed, room)));
  }

  private String advice(long mentions, long needed, ReferenceRoom room) {
    double heap = (double) needed * room.heapBytes() / room.roomBytes() / MEBIBYTE;
    String size = (long) (Math.ceil(heap / ROUND_UP) * ROUND_UP) + "m";
    String more =
        "Give each node a heap of "
            + size
            + " (--heap "
            + size
            + " with --nodes, else LINKGRID_JAVA_OPTS=-Xmx"
            + size
            + ")";
    for (int nodes = 1; nodes <= MOST_NODES; nodes++) {
      if (onEachOf(nodes, room.copies(), mentions) <= room.roomBytes()) {
        return more + ", or start " + nodes + " nodes of this size";
      }
    }
    return more;
  }

  private static long mebibytes(long bytes) {
    return (bytes + MEBIBYTE - 1) / MEBIBYTE;
  }
}
