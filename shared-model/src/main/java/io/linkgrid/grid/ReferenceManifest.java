package io.linkgrid.grid;

import java.util.Arrays;

/**
 * Which blocks the reference consists of. A partition key that is not named here has no mentions;
 * one that is named and has no block was lost.
 *
 * @param version the version of the reference in the database that was loaded
 * @param mentions how many mentions were loaded, each counted once
 * @param partitionKeys the partition keys in order
 * @param sizes how many mentions lie under each of them
 * @param build of the command that loaded it, see {@link CommandBuild#text}: another build may cut
 *     texts, keys and blocks in another way
 */
public record ReferenceManifest(
    long version, long mentions, String[] partitionKeys, int[] sizes, String build) {
  /** Returns whether a command of the build of this process can use it. */
  public boolean isOfThisBuild() {
    return CommandBuild.ofThisProcess().text().equals(build);
  }

  /** Returns how many blocks the reference consists of, all chunks counted. */
  public int blocks() {
    return Arrays.stream(sizes).map(ReferenceManifest::chunks).sum();
  }

  /** Returns how many chunks hold this many mentions. */
  public static int chunks(int size) {
    return (size + MentionBlock.MOST - 1) / MentionBlock.MOST;
  }
}
