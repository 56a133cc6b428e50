package io.linkgrid.job;

import com.hazelcast.core.HazelcastInstance;
import io.linkgrid.grid.GridNames;
import io.linkgrid.grid.MentionBlock;
import io.linkgrid.grid.RecentJoins;
import io.linkgrid.grid.ReferenceManifest;
import io.linkgrid.model.Mention;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the grid holds of a reference: a version that was loaded, and how much has joined it since.
 *
 * @param base the version of the reference that was loaded; 0 is the empty one
 * @param recent the number of the last growth since then; 0 is none
 */
public record HeldReference(long base, long recent) {
  /** The reference of a schema in which nothing is linked. */
  public static final HeldReference EMPTY = new HeldReference(0, 0);

  /** Returns what the grid holds, if it is the reference as the database has it, and whole. */
  public static Optional<HeldReference> of(HazelcastInstance grid, String schema, long version) {
    ReferenceManifest manifest =
        grid.<String, ReferenceManifest>getMap(GridNames.MANIFESTS).get(schema);
    return manifest == null || !ReferenceLoading.isWhole(grid, schema, manifest)
        ? Optional.empty()
        : of(grid, schema, manifest, version);
  }

  /** Returns the same by a manifest, whether all of its blocks are there or not. */
  static Optional<HeldReference> of(
      HazelcastInstance grid, String schema, ReferenceManifest manifest, long version) {
    if (!manifest.isOfThisBuild()) {
      return Optional.empty();
    }
    if (manifest.version() == version) {
      return Optional.of(new HeldReference(version, 0));
    }
    RecentJoins recent = grid.<String, RecentJoins>getMap(GridNames.RECENT_JOINS).get(schema);
    return recent != null && recent.base() == manifest.version() && recent.version() == version
        ? Optional.of(new HeldReference(recent.base(), recent.last()))
        : Optional.empty();
  }

  /**
   * Adds what has joined the reference, and is committed. The caller has the lock of a run. If it
   * fails, the database is right, and whoever asks next loads the reference anew.
   *
   * @param entities the entity of each mention, as 64 bits
   * @param version the version of the reference in the database with them
   */
  public HeldReference grown(
      HazelcastInstance grid,
      String schema,
      List<Mention> mentions,
      List<Long> entities,
      long version) {
    HeldReference grown = new HeldReference(base, recent + 1);
    grid.<Long, MentionBlock>getMap(GridNames.recent(schema))
        .set(grown.recent(), block(mentions, entities));
    grid.<String, RecentJoins>getMap(GridNames.RECENT_JOINS)
        .set(schema, new RecentJoins(base, grown.recent(), version));
    return grown;
  }

  private static MentionBlock block(List<Mention> mentions, List<Long> entities) {
    List<String> values = new ArrayList<>();
    mentions.forEach(mention -> values.addAll(mention.values()));
    return new MentionBlock(
        entities.stream().mapToLong(Long::longValue).toArray(),
        mentions.stream().mapToLong(Mention::id).toArray(),
        values.toArray(String[]::new));
  }
}
