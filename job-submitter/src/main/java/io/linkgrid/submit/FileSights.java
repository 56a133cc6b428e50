package io.linkgrid.submit;

import com.hazelcast.core.HazelcastInstance;
import io.linkgrid.grid.FileSight;
import io.linkgrid.grid.NodeReport;
import io.linkgrid.source.SurveyedFile;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks all nodes whether they can read a file where the submitter read it. */
public final class FileSights {
  private static final long PATIENCE_SECONDS = 10;

  private FileSights() {}

  /** Returns whether every node sees the file; a node that does not answer in time does not. */
  public static boolean areClear(GridConnection connection, SurveyedFile file)
      throws InterruptedException {
    HazelcastInstance grid = connection.hz();
    for (Future<Boolean> answer :
        grid.getExecutorService(NodeReport.EXECUTOR)
            .submitToAllMembers(new FileSight(file.path(), file.bytes()))
            .values()) {
      try {
        if (!answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          return false;
        }
      } catch (ExecutionException | TimeoutException e) {
        // The other way works for every node.
        return false;
      }
    }
    return true;
  }
}
