package io.linkgrid.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.system.StandingNodes.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Something bad that happens to a run. */
enum Fault {
  /** kill -9 of one of the nodes. */
  NODE_KILLED(Nodes.OF_THE_RUN) {
    @Override
    void strike(Scene scene, Random random) {
      oneOf(scene.nodesOfTheRun(), random).ifPresent(ProcessHandle::destroyForcibly);
    }
  },
  /** kill -9 of the command itself, and of nobody else. */
  SUBMITTER_KILLED(Nodes.OF_THE_RUN) {
    @Override
    void strike(Scene scene, Random random) throws InterruptedException {
      scene.command().kill();
    }
  },
  /** A node that stands still, as in a long pause of its machine, and then goes on. */
  NODE_STOPPED(Nodes.OF_THE_RUN) {
    @Override
    void strike(Scene scene, Random random) throws IOException, InterruptedException {
      Optional<ProcessHandle> node = oneOf(scene.nodesOfTheRun(), random);
      if (node.isPresent()) {
        standStill(node.get());
      }
    }
  },
  /** Postgres ends all connections, those of the nodes and that of the command. */
  CONNECTIONS_CUT(Nodes.OF_THE_RUN) {
    @Override
    void strike(Scene scene, Random random) throws Exception {
      scene.postgres().cutConnections();
    }
  },
  /** kill -9 of Postgres, which is started again at once, on the same port. */
  POSTGRES_RESTARTED(Nodes.OF_THE_RUN) {
    @Override
    void strike(Scene scene, Random random) throws Exception {
      scene.postgres().killAndStart();
    }
  },
  /** Somebody locks the table of links for a while. */
  LINKS_LOCKED(Nodes.OF_THE_RUN) {
    @Override
    void strike(Scene scene, Random random) throws Exception {
      scene.postgres().lockLinks(LOCKED);
    }
  },
  /** The disk on which Postgres has its tables has no room; before the next run it has again. */
  DISK_FULL(Nodes.OF_THE_RUN) {
    @Override
    void prepare(ChaosPostgres postgres, Path out) throws Exception {
      postgres.moveToSmallDisk(ChaosPostgres.Part.TABLES);
    }

    @Override
    void cleanUp(ChaosPostgres postgres, Path out) throws Exception {
      postgres.moveBack();
    }

    @Override
    void strike(Scene scene, Random random) throws Exception {
      scene.postgres().fillDisk();
    }

    @Override
    void mend(Scene scene) throws Exception {
      scene.postgres().makeRoom();
    }

    @Override
    void assertSays(String err) {
      assertThat(err).contains("the disk of Postgres is full", "Make room");
    }
  },
  /**
   * The disk on which Postgres has its log of changes has no room, and the server ends; before the
   * next run there is room, and it is started again.
   */
  LOG_DISK_FULL(Nodes.OF_THE_RUN) {
    @Override
    void prepare(ChaosPostgres postgres, Path out) throws Exception {
      postgres.moveToSmallDisk(ChaosPostgres.Part.LOG);
    }

    @Override
    void cleanUp(ChaosPostgres postgres, Path out) throws Exception {
      postgres.moveBack();
    }

    @Override
    void strike(Scene scene, Random random) throws Exception {
      scene.postgres().fillLog();
    }

    @Override
    void mend(Scene scene) throws Exception {
      scene.postgres().makeRoomAndStart();
    }
  },
  /** The disk of the directory for the results has no room; before the next run it has again. */
  RESULTS_DISK_FULL(Nodes.OF_THE_RUN) {
    @Override
    void prepare(ChaosPostgres postgres, Path out) throws Exception {
      Files.createDirectories(out);
      ChaosDisk.under(out);
    }

    @Override
    void cleanUp(ChaosPostgres postgres, Path out) throws Exception {
      ChaosDisk.at(out).makeRoom();
      ChaosDisk.at(out).leave();
    }

    @Override
    void strike(Scene scene, Random random) throws Exception {
      ChaosDisk.at(scene.out()).fill();
    }

    @Override
    void mend(Scene scene) throws Exception {
      ChaosDisk.at(scene.out()).makeRoom();
    }

    @Override
    Set<Integer> exitCodes() {
      return Set.of(BAD_OPTION);
    }

    @Override
    void assertSays(String err) {
      assertThat(err)
          .containsPattern("Cannot write .*: No space left on device")
          .contains("make room or choose another directory");
    }
  },
  /** Nothing gets to Postgres or from it for a while; then the network is whole again. */
  DATABASE_CUT_OFF(Nodes.OF_THE_RUN) {
    @Override
    void strike(Scene scene, Random random) throws Exception {
      scene.postgres().cutOff();
      // How long it lasts is the fault itself, not a wait for something.
      Thread.sleep(CUT.toMillis());
      scene.postgres().heal();
    }
  },
  /** The network to Postgres loses one packet of ten, which makes it slow. */
  DATABASE_LOSES(Nodes.OF_THE_RUN) {
    @Override
    void strike(Scene scene, Random random) throws Exception {
      scene.postgres().lose(LOST);
      scene.command().process().waitFor(LOSSY.toSeconds(), TimeUnit.SECONDS);
      scene.postgres().heal();
    }
  },
  /**
   * The other end of every connection to Postgres is gone without a word, and new ones are as good
   * as any, as when another server takes the place of one that lost its power.
   */
  DATABASE_SILENT(Nodes.OF_THE_RUN) {
    @Override
    void strike(Scene scene, Random random) throws Exception {
      scene.postgres().forgetConnections();
    }

    @Override
    void mend(Scene scene) throws Exception {
      scene.postgres().heal();
    }

    @Override
    void cleanUp(ChaosPostgres postgres, Path out) throws Exception {
      postgres.heal();
    }
  },
  /** kill -9 of one of three nodes, which is started again on its port while the run goes on. */
  NODE_RETURNS(Nodes.STANDING) {
    @Override
    void strike(Scene scene, Random random) throws Exception {
      kill(scene.grid().shuffled(random).get(0));
      scene.grid().startMissing();
    }
  },
  /** kill -9 of the node that coordinates the others and the jobs. */
  COORDINATOR_KILLED(Nodes.STANDING) {
    @Override
    void strike(Scene scene, Random random) throws Exception {
      kill(scene.grid().oldest());
    }
  },
  /** kill -9 of two of three nodes, with time between for the copies to be made anew. */
  TWO_NODES_KILLED(Nodes.STANDING) {
    @Override
    void strike(Scene scene, Random random) throws Exception {
      kill(scene.grid().shuffled(random).get(0));
      // How far they lie apart is the fault itself, not a wait for something.
      Thread.sleep(APART.toMillis());
      scene.grid().shuffled(random).stream().limit(1).forEach(Fault::kill);
    }
  },
  /** kill -9 of two of three nodes in one moment: what both held has no copy. */
  TWO_NODES_KILLED_AT_ONCE(Nodes.STANDING) {
    @Override
    void strike(Scene scene, Random random) throws Exception {
      scene.grid().shuffled(random).stream().limit(2).forEach(Fault::kill);
    }
  },
  /** A fourth node joins. */
  NODE_JOINS(Nodes.STANDING) {
    @Override
    void strike(Scene scene, Random random) throws Exception {
      scene.grid().startAnother();
    }
  },
  /** SIGTERM of one of three nodes. */
  NODE_LEAVES(Nodes.STANDING) {
    @Override
    void strike(Scene scene, Random random) {
      scene.grid().shuffled(random).get(0).process().destroy();
    }
  },
  /**
   * A node that the others hear nothing of for so long that they go on without it, and that then
   * goes on with what it was doing.
   */
  NODE_CUT_OFF(Nodes.STANDING) {
    @Override
    void strike(Scene scene, Random random) throws Exception {
      standStill(scene.grid().shuffled(random).get(0).process().toHandle());
    }
  },
  /**
   * A node and the others hear nothing of each other for so long that both sides go on alone, as
   * two grids; then they are one again.
   */
  NETWORK_CUT(Nodes.STANDING) {
    @Override
    void strike(Scene scene, Random random) throws Exception {
      scene.grid().cutOff(scene.grid().shuffled(random).get(0));
      // How long it lasts is the fault itself, not a wait for something.
      Thread.sleep(CUT.toMillis());
      scene.grid().heal();
    }
  },
  /** The network between the nodes loses one packet of ten, which makes it slow. */
  NETWORK_LOSES(Nodes.STANDING) {
    @Override
    void strike(Scene scene, Random random) throws Exception {
      scene.grid().loseBetweenAll(LOST);
      scene.command().process().waitFor(LOSSY.toSeconds(), TimeUnit.SECONDS);
      scene.grid().heal();
    }
  },
  /**
   * One, two or all three nodes become those of another build, each by SIGTERM and a start on its
   * port. What writes waits while one of them starts: else a short run would be over by then. Then
   * the command of that build is tried, also while the nodes are mixed, and again when all are of
   * that build.
   */
  NODES_UPGRADED(Nodes.STANDING) {
    @Override
    void strike(Scene scene, Random random) throws Exception {
      scene
          .grid()
          .upgrade(
              1 + random.nextInt(ChaosGrid.USUAL),
              random,
              node -> {
                try (Connection held = scene.postgres().holdWriters()) {
                  node.call();
                  held.rollback();
                }
              });
    }

    @Override
    void mend(Scene scene) throws Exception {
      if (scene.grid().isCommandOld()) {
        scene.grid().upgradeCommand();
      } else {
        scene.grid().restore();
      }
    }

    @Override
    void assertSays(String err) {
      assertThat(err)
          .containsPattern("The node 127[0-9.:]+ runs build [0-9a-f]{12}, but this command");
    }
  };

  private static final Duration STANDSTILL = Duration.ofSeconds(15);
  private static final Duration LOCKED = Duration.ofSeconds(10);
  private static final Duration APART = Duration.ofSeconds(5);
  private static final Duration CUT = ChaosGrid.SILENCE.multipliedBy(2);
  private static final Duration LOSSY = Duration.ofSeconds(60);
  private static final double LOST = 0.1;
  private static final int BAD_OPTION = 2;
  private static final int GRID = 4;
  private static final int POSTGRES = 5;
  private static final Set<Fault> NEED_ROOM = Set.of(DISK_FULL, LOG_DISK_FULL);
  private static final Set<Fault> WANT_POSTGRES =
      Set.of(
          DISK_FULL,
          LOG_DISK_FULL,
          POSTGRES_RESTARTED,
          LINKS_LOCKED,
          CONNECTIONS_CUT,
          DATABASE_SILENT);
  private static final Set<Fault> OF_THE_NETWORK =
      Set.of(DATABASE_CUT_OFF, DATABASE_LOSES, DATABASE_SILENT, NETWORK_CUT, NETWORK_LOSES);

  /** Whose nodes do the work of a run. */
  enum Nodes {
    /** Two that the command starts, and that end with it. */
    OF_THE_RUN,
    /** Three that were there before and stay. */
    STANDING
  }

  private final Nodes nodes;

  Fault(Nodes nodes) {
    this.nodes = nodes;
  }

  Nodes nodes() {
    return nodes;
  }

  /**
   * What a fault can do something to.
   *
   * @param standing the nodes that stand; empty when the run has its own
   * @param out the directory for the results
   */
  record Scene(
      LinkgridCommand.Underway command,
      ChaosPostgres postgres,
      Optional<ChaosGrid> standing,
      Path out) {
    List<ProcessHandle> nodesOfTheRun() {
      return command
          .process()
          .descendants()
          .filter(process -> process.info().commandLine().orElse("").contains("GridNode"))
          .sorted()
          .toList();
    }

    ChaosGrid grid() {
      return standing.orElseThrow();
    }
  }

  /** Returns those that have the same nodes and can happen later in the same run. */
  List<Fault> companions(List<Fault> allowed) {
    return allowed.stream()
        .filter(other -> other != this && other.nodes == nodes)
        // Without room the server answers nobody who would do something to it, nor starts again.
        .filter(other -> !(NEED_ROOM.contains(this) && WANT_POSTGRES.contains(other)))
        .filter(other -> !(WANT_POSTGRES.contains(this) && NEED_ROOM.contains(other)))
        .toList();
  }

  /** Returns the codes with which a run may end that fails of it. */
  Set<Integer> exitCodes() {
    return Set.of(GRID, POSTGRES);
  }

  /** Returns whether it needs a disk of its own. */
  boolean needsDisk() {
    return NEED_ROOM.contains(this) || this == RESULTS_DISK_FULL;
  }

  /** Returns whether it needs rules for packets. */
  boolean needsPacketFilter() {
    return OF_THE_NETWORK.contains(this);
  }

  /** Makes ready what it needs, before the run starts whose results go to a directory. */
  void prepare(ChaosPostgres postgres, Path out) throws Exception {}

  /** Takes away what it needed. */
  void cleanUp(ChaosPostgres postgres, Path out) throws Exception {}

  /** Does it, and returns when it is over. */
  abstract void strike(Scene scene, Random random) throws Exception;

  /** Does what whoever runs the machines does before the same command is run again. */
  void mend(Scene scene) throws Exception {
    if (nodes == Nodes.STANDING) {
      scene.grid().restore();
    }
  }

  /** Looks at what a run said that failed of it, beyond what each of them says. */
  void assertSays(String err) {}

  private static void kill(Node node) {
    node.process().destroyForcibly();
  }

  /** Returns one of the nodes; none if they have ended, as at the end of a run. */
  private static Optional<ProcessHandle> oneOf(List<ProcessHandle> nodes, Random random) {
    return nodes.isEmpty()
        ? Optional.empty()
        : Optional.of(nodes.get(random.nextInt(nodes.size())));
  }

  private static void standStill(ProcessHandle node) throws IOException, InterruptedException {
    if (signal("STOP", node)) {
      try {
        // How long it lasts is the fault itself, not a wait for something.
        Thread.sleep(STANDSTILL.toMillis());
      } finally {
        signal("CONT", node);
      }
    }
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
