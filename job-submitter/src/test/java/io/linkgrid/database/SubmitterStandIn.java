package io.linkgrid.database;

import java.io.IOException;
import java.nio.file.Path;

/** A process that starts the server, says so, and waits to be killed. */
final class SubmitterStandIn {
  private SubmitterStandIn() {}

  public static void main(String[] args) throws IOException {
    EmbeddedServer server = EmbeddedServer.start(Path.of(args[0]));
    System.out.println("started " + server.pid().orElseThrow());
    System.out.flush();
    while (System.in.read() >= 0) {
      // Until whoever started us ends.
    }
  }
}
