package io.linkgrid.processor;

import java.io.Serializable;

/**
 * The mentions that come with a file: those of its rows that no file before it has.
 *
 * @param fileId the file; 0 for all files that were linked before
 * @param mentions its mentions
 * @param compared whether the mentions look for their like; those of a clean reference and of files
 *     linked before do not
 */
public record FileTurn(long fileId, MentionQuery mentions, Compared compared)
    implements Serializable {
  /** Whether mentions look for their like. */
  public enum Compared {
    /** They meet what came before, and each other. */
    YES,
    /** They are only met. */
    NO
  }
}
