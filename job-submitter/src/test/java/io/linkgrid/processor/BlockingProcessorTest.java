package io.linkgrid.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.Job;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.core.DAG;
import com.hazelcast.jet.core.Edge;
import com.hazelcast.jet.core.Vertex;
import com.zaxxer.hikari.pool.HikariPool;
import io.linkgrid.grid.CommandBuild;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.node.TwoNodes;
import io.linkgrid.submit.JobRunner;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A vertex that pours more than fits, and one that fails: the job ends, and says why. */
class BlockingProcessorTest {
  private static TwoNodes nodes;
  private static HazelcastInstance client;

  @BeforeAll
  static void start() {
    nodes = new TwoNodes();
    client = nodes.client();
  }

  @AfterAll
  static void stop() throws Exception {
    nodes.stop();
  }

  /** Emits without end, all of it within one call. */
  static final class Pour extends BlockingProcessor {
    @Override
    protected boolean finish() {
      for (long i = 0; ; i++) {
        emit(0, i);
      }
    }
  }

  /** Takes what comes, and fails on one node as a writer does whose database has gone. */
  static final class Leak extends BlockingProcessor {
    private static final int HOLDS = 5_000;

    private final int failing;
    private boolean fails;
    private int taken;

    Leak(int failing) {
      this.failing = failing;
    }

    @Override
    protected void begin(Context context) {
      List<Member> members = List.copyOf(context.hazelcastInstance().getCluster().getMembers());
      fails = members.get(failing).localMember();
    }

    @Override
    protected boolean tryProcess(int ordinal, Object item) {
      if (++taken > HOLDS && fails) {
        throw new LinkgridException(
            Kind.DATABASE,
            "Postgres is gone. Run again.",
            new HikariPool.PoolInitializationException(new SQLException("cut")));
      }
      return true;
    }
  }

  /** Takes nothing, and would end at once. */
  static final class Nothing extends BlockingProcessor {}

  /** A node may have become one of another build in the moment in which a job began. */
  @ParameterizedTest
  @MethodSource("otherBuilds")
  void aJobOfAnotherBuild_isRefusedByTheNodes(CommandBuild other, String sentence) {
    JobConfig config = new JobConfig();
    other.mark(config);
    DAG dag = new DAG();
    dag.newVertex("nothing", Nothing::new);
    Job job = nodes.members().get(0).getJet().newJob(dag, config);

    assertThatThrownBy(job::join)
        .hasStackTraceContaining(LinkgridException.class.getName() + ": GRID: The node 127.0.0.1:")
        .hasStackTraceContaining(sentence);
  }

  static Stream<Arguments> otherBuilds() {
    CommandBuild ours = CommandBuild.ofThisProcess();
    return Stream.of(
        Arguments.of(
            new CommandBuild("0123456789ab", ours.jobs()),
            " runs build "
                + ours.kernel()
                + ", but this command is build 0123456789ab, so they may not understand each"
                + " other. What was written is kept. Start all nodes from one build"),
        Arguments.of(
            new CommandBuild(ours.kernel(), "0123456789ab"),
            " has jobs of build "
                + ours.jobs()
                + " and would run these, but this command's are build 0123456789ab."));
  }

  @Test
  void aJobThatDoesNotSayOfWhichBuildItIs_isRefusedByTheNodes() {
    DAG dag = new DAG();
    dag.newVertex("nothing", Nothing::new);
    Job job = nodes.members().get(0).getJet().newJob(dag, new JobConfig());

    assertThatThrownBy(job::join)
        .hasStackTraceContaining("but this command is build (unknown), so they");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  @Timeout(120)
  void oneFailsOnANode_whileOthersWaitForRoom_andTheJobEndsWithItsSentence(int failing) {
    DAG dag = new DAG();
    Vertex pour = dag.newVertex("pour", Pour::new).localParallelism(2);
    Vertex leak = dag.newVertex("leak", () -> new Leak(failing)).localParallelism(2);
    dag.edge(Edge.between(pour, leak).partitioned(item -> item).distributed());

    assertThatThrownBy(
            () -> new JobRunner(client).run("pour " + failing, dag, Set.of(), soFar -> {}))
        .isInstanceOfSatisfying(
            LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DATABASE))
        .hasMessage("Postgres is gone. Run again.");
  }
}
