package io.linkgrid.grid;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.SerializationConfig;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import io.linkgrid.blocking.Keys;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.Mention;
import io.linkgrid.model.RandomMentions;
import io.linkgrid.model.Said;
import io.linkgrid.scoring.Candidate;
import io.linkgrid.scoring.Evidence;
import io.linkgrid.spec.SpecText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches come out of the wire as they went in, bit for bit. */
class BatchSerializerTest {
  private final InternalSerializationService wire = service();

  private static InternalSerializationService service() {
    SerializationConfig config = new SerializationConfig();
    GridSerialization.register(config);
    return new DefaultSerializationServiceBuilder().setConfig(config).build();
  }

  @AfterEach
  void dispose() {
    wire.dispose();
  }

  private Object overTheWire(Object batch) {
    return wire.toObject(wire.toData(batch));
  }

  private static Keys keys(Random random) {
    short[] rules = new short[random.nextInt(200)];
    for (int i = 0; i < rules.length; i++) {
      rules[i] = (short) random.nextInt(300);
    }
    return new Keys(random.longs(rules.length).toArray(), rules);
  }

  @Test
  void blocks_keepTheirMentions_alsoNoneOrOneWithoutValues() {
    for (int size : new int[] {0, 1, 2, 500}) {
      List<Mention> mentions = RandomMentions.of(size, 3);
      long[] ids = mentions.stream().mapToLong(Mention::id).toArray();
      long[] entities = ids.clone();
      for (int i = 1; i < size; i += 3) {
        entities[i] = ids[i - 1];
      }
      String[] values = mentions.stream().flatMap(m -> m.values().stream()).toArray(String[]::new);

      MentionBlock read = (MentionBlock) overTheWire(new MentionBlock(entities, ids, values));

      assertThat(read.mentions()).isEqualTo(ids);
      assertThat(read.entities()).isEqualTo(entities);
      assertThat(read.values()).isEqualTo(values);
    }
    MentionBlock absent = new MentionBlock(new long[1], new long[1], new String[0]);
    assertThat(((MentionBlock) overTheWire(absent)).mention(0).values()).isEmpty();
  }

  @Test
  void probes_keepTheirEvidence() {
    Random random = new Random(5);
    List<Probe> probes = new ArrayList<>();
    for (Mention mention : RandomMentions.of(500, 5)) {
      Evidence evidence = Evidence.NONE;
      for (int block = 0; block < random.nextInt(3); block++) {
        List<Candidate> found = new ArrayList<>();
        for (int i = random.nextInt(40); i > 0; i--) {
          found.add(new Candidate(random.nextLong(), random.nextGaussian() * 10));
        }
        evidence = evidence.with(found);
      }
      probes.add(new Probe(mention, keys(random), random.nextInt(5), evidence));
    }
    assertThat(probes).anyMatch(p -> p.evidence().otherOdds() > 0);
    ProbeBatch batch = new ProbeBatch(271, probes);

    assertThat(overTheWire(batch)).isEqualTo(batch);
  }

  @Test
  void members_keepTheirCluster_andThatTheyAreAlone() {
    Random random = new Random(6);
    List<ClusterMember> members = new ArrayList<>();
    for (Mention mention : RandomMentions.of(500, 6)) {
      members.add(
          random.nextBoolean()
              ? new ClusterMember(mention, Said.UNKNOWN, mention.id())
              : new ClusterMember(
                  mention,
                  new Said(1L << 40, random.nextLong(), random.nextInt()),
                  random.nextLong(),
                  keys(random)));
    }
    MemberBatch batch = new MemberBatch(0, members);

    assertThat(overTheWire(batch)).isEqualTo(batch);
  }

  @Test
  void oddTexts_andEmptyBatches_surviveToo() {
    Mention odd =
        new Mention(
            Long.MIN_VALUE,
            List.of("", "Café \uD83C\uDF5C \u0000 \uFEFF", "\t\n", "x".repeat(70_000)));
    ProbeBatch probes = new ProbeBatch(1, List.of(Probe.arrived(odd, Evidence.NONE)));

    assertThat(overTheWire(probes)).isEqualTo(probes);
    assertThat(overTheWire(new ProbeBatch(2, List.of()))).isEqualTo(new ProbeBatch(2, List.of()));
    assertThat(overTheWire(new MemberBatch(3, List.of()))).isEqualTo(new MemberBatch(3, List.of()));
  }

  @Test
  void aLookup_andItsAnswer_areWhatWasAsked() {
    List<Probe> probes =
        RandomMentions.of(20, 7).stream()
            .map(mention -> new Probe(mention, keys(new Random(7)), 1, Evidence.NONE))
            .toList();
    ResidentName name = new ResidentName("restaurants", 42, "abc");
    LookupTask task = (LookupTask) overTheWire(new LookupTask(name, 3, probes));

    assertThat(task.reference()).isEqualTo(name);
    assertThat(task.recent()).isEqualTo(3);
    assertThat(task.probes()).isEqualTo(probes);
    LookupAnswer answer = LookupAnswer.of(probes);
    assertThat(overTheWire(answer)).isEqualTo(answer);
    LookupAnswer problem =
        (LookupAnswer)
            overTheWire(
                LookupAnswer.problem(
                    new LinkgridException(LinkgridException.Kind.GRID, "It is gone.")));
    assertThat(problem.problem().orElseThrow())
        .hasMessage("It is gone.")
        .returns(LinkgridException.Kind.GRID, LinkgridException::kind);
  }

  @Test
  void aSpec_keepsItsFingerprint_andAnotherHasAnother() {
    SpecText spec = new SpecText("a.yaml", "name: a", "{}", List.of(3L, -1L));
    HeldSpec held = HeldSpec.of(spec);

    assertThat(held.text()).isEqualTo(spec);
    assertThat(HeldSpec.of(held.text()).fingerprint()).isEqualTo(held.fingerprint()).hasSize(32);
    assertThat(HeldSpec.of(spec.withCappedKeys(List.of(3L))).fingerprint())
        .isNotEqualTo(held.fingerprint());
    assertThat(HeldSpec.of(new SpecText("a.yaml", "name: a{", "}")).fingerprint())
        .isNotEqualTo(HeldSpec.of(new SpecText("a.yaml", "name: a", "{}")).fingerprint());
  }
}
