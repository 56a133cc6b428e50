package io.linkgrid.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Node processes with the configuration, the options and the probes of the manifests. Each has an
 * address of its own on loopback, and the headless service is a name that stands for all of them.
 */
class KubernetesDiscoveryIT {
  @TempDir Path directory;

  @Test
  void nodesFindEachOther_byTheNameOfTheirService_whileTheyComeAndGo() throws Exception {
    Files.writeString(
        directory.resolve("hosts"),
        """
        127.0.1.2 linkgrid-nodes
        127.0.1.3 linkgrid-nodes
        127.0.1.4 linkgrid-nodes
        """);
    try (var pods =
        new PodProcesses(directory, Kustomization.render(Path.of("..", "k8s/overlays/demo")))) {
      Process first = start(pods, "127.0.1.2");
      pods.awaitSize("127.0.1.2", 1);
      start(pods, "127.0.1.3");
      pods.awaitSize("127.0.1.3", 2);
      start(pods, "127.0.1.4");
      pods.awaitSize("127.0.1.4", 3);

      pods.stop(first);
      pods.awaitSize("127.0.1.3", 2);

      start(pods, "127.0.1.2");
      pods.awaitSize("127.0.1.2", 3);
      pods.awaitSize("127.0.1.4", 3);
    }
  }

  private Process start(PodProcesses pods, String address) throws IOException {
    return pods.start(address, "-Djdk.net.hosts.file=" + directory.resolve("hosts"), Map.of());
  }
}
