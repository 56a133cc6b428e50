package io.linkgrid.watch;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What is watched, and where files go.
 *
 * @param directory what is watched
 * @param done where files go that are linked; without it they stay
 * @param failed where files go that cannot be used; without it they stay
 * @param settle how long a file must look the same before it is taken as whole
 * @param until when the watch ends by itself
 */
public record WatchSettings(
    WatchedDirectory directory,
    Optional<Path> done,
    Optional<Path> failed,
    Duration settle,
    Until until) {
  /** How long a file must look the same, as a rule. */
  public static final int USUAL_SETTLE_SECONDS = 2;

  private static final Duration LONGEST_SETTLE = Duration.ofDays(1);

  /** When a watch ends. */
  public enum Until {
    /** When somebody ends it. */
    STOPPED,
    /** When all files that are there have been handled. */
    EMPTY
  }

  public WatchSettings {
    done = done.map(path -> path.toAbsolutePath().normalize());
    failed = failed.map(path -> path.toAbsolutePath().normalize());
  }

  /**
   * Checks that files can go where they should, and makes the directories.
   *
   * @throws LinkgridException USAGE if not
   */
  public void prepare() {
    if (settle.isNegative() || settle.compareTo(LONGEST_SETTLE) > 0) {
      throw new LinkgridException(
          Kind.USAGE,
          "--settle is "
              + settle.toSeconds()
              + ", but 0 to "
              + LONGEST_SETTLE.toSeconds()
              + " seconds were expected.");
    }
    done.ifPresent(path -> prepare("--done", path));
    failed.ifPresent(path -> prepare("--failed", path));
  }

  private void prepare(String option, Path target) {
    if (target.equals(directory.path())) {
      throw new LinkgridException(
          Kind.USAGE,
          option
              + " is the directory that is watched, so a file would never leave it. Give another,"
              + " which may lie in it.");
    }
    try {
      Files.createDirectories(target);
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.USAGE,
          "Cannot make the directory "
              + target
              + " of "
              + option
              + ": "
              + e.getMessage()
              + ". Give one that this user may write to.",
          e);
    }
    if (!Files.isWritable(target) || !Files.isWritable(directory.path())) {
      throw new LinkgridException(
          Kind.USAGE,
          "Files cannot be moved from "
              + directory.path()
              + " to "
              + target
              + ": this user may not write to one of them. Allow it, or leave "
              + option
              + " away: then files stay and are remembered.");
    }
  }
}
