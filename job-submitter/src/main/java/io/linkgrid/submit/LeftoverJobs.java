package io.linkgrid.submit;

import java.util.List;

/** Jobs on nodes that outlived the command that sent them. */
public final class LeftoverJobs {
  private LeftoverJobs() {}

  /**
   * Cancels all jobs whose names end so, and waits until they write nothing more.
   *
   * @return their names
   */
  public static List<String> cancel(GridConnection grid, String endOfNames) {
    return new JobRunner(grid.hz()).cancelLeftovers(endOfNames);
  }
}
