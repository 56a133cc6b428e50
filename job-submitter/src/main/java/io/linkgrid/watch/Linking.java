package io.linkgrid.watch;

import io.linkgrid.job.LinkRun.Linked;
import java.nio.file.Path;

/** Links one file. */
@FunctionalInterface
public interface Linking {
  /**
   * Links the records of a file, and returns when they are in the database.
   *
   * @throws Exception as {@link io.linkgrid.job.LinkRun#link}
   */
  Linked link(Path file) throws Exception;
}
