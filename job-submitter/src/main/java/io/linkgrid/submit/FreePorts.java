package io.linkgrid.submit;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports of loopback that nobody uses. They lie below those that the system hands out for
 * outgoing connections, and a search starts anywhere, so that two runs at once seldom meet. Safe
 * for any number of threads.
 */
public final class FreePorts {
  private static final int FIRST = 10_000;
  private static final int END = 30_000;

  private FreePorts() {}

  /**
   * Returns as many free ports as asked for, in ascending order unless they wrap around. They are
   * free at this moment; nothing keeps them so.
   *
   * @throws LinkgridException of kind GRID if there are not as many
   */
  public static List<Integer> find(int count) {
    List<Integer> found = new ArrayList<>();
    int start = ThreadLocalRandom.current().nextInt(FIRST, END);
    for (int step = 0; step < END - FIRST && found.size() < count; step++) {
      int port = FIRST + (start - FIRST + step) % (END - FIRST);
      if (isFree(port)) {
        found.add(port);
      }
    }
    if (found.size() < count) {
      throw new LinkgridException(
          Kind.GRID,
          "Found %d of %d free ports from %d to %d of 127.0.0.1. Stop what uses them, or start"
                  .formatted(found.size(), count, FIRST, END - 1)
              + " nodes with scripts/start-nodes and name them with --grid.");
    }
    return found;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
