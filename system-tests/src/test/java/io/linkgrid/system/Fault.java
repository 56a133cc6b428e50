package io.linkgrid.system;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Something bad that happens to a run. */
enum Fault {
  /** kill -9 of one of the nodes. */
  NODE_KILLED {
    @Override
    void strike(Scene scene, Random random) {
      oneOf(scene.nodes(), random).ifPresent(ProcessHandle::destroyForcibly);
    }
  },
  /** kill -9 of the command itself, and of nobody else. */
  SUBMITTER_KILLED {
    @Override
    void strike(Scene scene, Random random) throws InterruptedException {
      scene.command().kill();
    }
  },
  /** A node that stands still, as in a long pause of its machine, and then goes on. */
  NODE_STOPPED {
    @Override
    void strike(Scene scene, Random random) throws IOException, InterruptedException {
      Optional<ProcessHandle> node = oneOf(scene.nodes(), random);
      if (node.isPresent() && signal("STOP", node.get())) {
        try {
          // How long it lasts is the fault itself, not a wait for something.
          Thread.sleep(STANDSTILL.toMillis());
        } finally {
          signal("CONT", node.get());
        }
      }
    }
  },
  /** Postgres ends all connections, those of the nodes and that of the command. */
  CONNECTIONS_CUT {
    @Override
    void strike(Scene scene, Random random) throws SQLException {
      scene.postgres().cutConnections();
    }
  },
  /** kill -9 of Postgres, which is started again at once, on the same port. */
  POSTGRES_RESTARTED {
    @Override
    void strike(Scene scene, Random random) throws Exception {
      scene.postgres().killAndStart();
    }
  },
  /** Somebody locks the table of links for a while. */
  LINKS_LOCKED {
    @Override
    void strike(Scene scene, Random random) throws SQLException {
      scene.postgres().lockLinks(LOCKED);
    }
  };

  private static final Duration STANDSTILL = Duration.ofSeconds(15);
  private static final Duration LOCKED = Duration.ofSeconds(10);

  /** What a fault can do something to. */
  record Scene(LinkgridCommand.Underway command, ChaosPostgres postgres) {
    List<ProcessHandle> nodes() {
      return command
          .process()
          .descendants()
          .filter(process -> process.info().commandLine().orElse("").contains("GridNode"))
          .sorted()
          .toList();
    }
  }

  /** Does it, and returns when it is over. */
  abstract void strike(Scene scene, Random random) throws Exception;

  /** Returns one of the nodes; none if they have ended, as at the end of a run. */
  private static Optional<ProcessHandle> oneOf(List<ProcessHandle> nodes, Random random) {
    return nodes.isEmpty()
        ? Optional.empty()
        : Optional.of(nodes.get(random.nextInt(nodes.size())));
  }

  /** Returns whether the process was there. */
  private static boolean signal(String name, ProcessHandle process)
      throws IOException, InterruptedException {
    return new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
            .inheritIO()
            .start()
            .waitFor()
        == 0;
  }
}
