package io.linkgrid.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.hazelcast.jet.core.DAG;
import io.linkgrid.blocking.BlockingKey;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.clean.RecordCleaner;
import io.linkgrid.clean.RecordCleaner.RowIdentity;
import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import io.linkgrid.database.RunLedger;
import io.linkgrid.database.TermCounts;
import io.linkgrid.explain.Explainer;
import io.linkgrid.explain.Explanation;
import io.linkgrid.explain.ExplanationText;
import io.linkgrid.generate.Generator;
import io.linkgrid.generate.GeneratorSettings;
import io.linkgrid.grid.ReferenceId;
import io.linkgrid.model.CleanRecord;
import io.linkgrid.model.Decision;
import io.linkgrid.model.EntityId;
import io.linkgrid.model.Mention;
import io.linkgrid.node.TwoNodes;
import io.linkgrid.processor.FileOnGrid;
import io.linkgrid.processor.Intake;
import io.linkgrid.processor.JobMetrics;
import io.linkgrid.processor.TrainingSample;
import io.linkgrid.processor.TrainingTask;
import io.linkgrid.scoring.PairScorer;
import io.linkgrid.source.Chunk;
import io.linkgrid.source.ChunkReader;
import io.linkgrid.source.FileSurvey;
import io.linkgrid.source.SurveyedFile;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecReader;
import io.linkgrid.spec.SpecText;
import io.linkgrid.submit.JobOutcome;
import io.linkgrid.submit.JobRunner;
import io.linkgrid.training.Untrained;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The graphs on two members and a real Postgres, against plain loops over all pairs that share
 * nothing with them but the comparison of two mentions: A founds entities, B is matched to them.
 */
@ExtendWith(PostgresExtension.class)
class LinkGridIT {
  private static final String RUN = "run-1";
  private static final int ENTITIES = 1_000;
  private static final int ROWS = 15_000;
  private static final double DAMAGE = 0.6;
  private static final long SEED = 12;

  private static final SpecText PLAIN_SPEC = SpecReader.builtIn("restaurants").orElseThrow();
  private static final LinkSpec PLAIN = PLAIN_SPEC.parse();

  @TempDir static Path directory;
  private static TwoNodes nodes;
  private static Database database;
  private static Map<Mention, Long> mentionsOfA;
  private static Map<Mention, Long> mentionsOfB;
  private static SpecText spec;
  private static LinkSpec learnt;
  private static KeyMaker keyMaker;
  private static MentionComparison comparison;
  private static PairScorer scorer;
  private static List<String> models;
  private static List<String> founded;
  private static JobOutcome foundA;
  private static JobOutcome matchedB;

  /** The plain form of a mention: what it is, how often it is said, and its keys. */
  private record Plain(
      long id, List<String> values, long rows, long[] keys, PreparedMention prepared) {
    static List<Plain> of(Map<Mention, Long> mentions) {
      List<Plain> plain = new ArrayList<>();
      mentions.forEach(
          (mention, rows) ->
              plain.add(
                  new Plain(
                      mention.id(),
                      mention.values(),
                      rows,
                      keyMaker.keys(mention).stream().mapToLong(BlockingKey::hash).toArray(),
                      comparison.prepare(mention))));
      return plain;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Plain plain && id == plain.id;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(id);
    }

    boolean sharesAKeyWith(Plain other) {
      for (long key : keys) {
        for (long theirs : other.keys) {
          if (key == theirs) {
            return true;
          }
        }
      }
      return false;
    }

    double weightWith(Plain other) {
      return scorer.weight(prepared, other.prepared, Double.NEGATIVE_INFINITY);
    }
  }

  /** What the database says about a mention. */
  public record Link(
      long mentionId, String entityId, String decision, double probability, String bestEntityId) {}

  @BeforeAll
  static void takeInAAndMatchB(DatabaseSettings settings) throws Exception {
    Generator.write(
        new GeneratorSettings(
            GeneratorSettings.Layout.INSPECTIONS, ENTITIES, ROWS, SEED, DAMAGE, 0, 0.5),
        directory);
    SurveyedFile a = survey("a.csv", "A");
    SurveyedFile b = survey("b.csv", "B");
    mentionsOfA = mentions(a);
    mentionsOfB = mentions(b);
    database = Database.open(settings, "link_grid");
    nodes = new TwoNodes();
    RunLedger ledger = new RunLedger(database.jdbi());

    land(a, ledger);
    land(b, ledger);
    models = List.of(learn(a, ledger), learn(a, ledger));
    spec = new SpecText(PLAIN_SPEC.where(), PLAIN_SPEC.yaml(), models.get(0));
    learnt = spec.parse();
    keyMaker = new KeyMaker(learnt);
    comparison = new MentionComparison(learnt);
    scorer = new PairScorer(learnt, comparison);
    foundA = run(FoundGraph.build(a.fileId(), spec, database.address(), RUN));
    founded = entities();
    ledger.fileDone(a);
    run(
        LoadGraph.build(
            spec, database.address(), ledger.referenceVersion(), ledger.referenceMentions()));
    matchedB =
        run(
            MatchGraph.build(
                b.fileId(),
                new ReferenceId(database.address().schema(), ledger.referenceVersion(), spec),
                0,
                keyMaker.most(),
                database.address(),
                RUN));
    run(SurviveGraph.build(b.fileId(), spec, database.address()));
  }

  @AfterAll
  static void stop() throws Exception {
    if (nodes != null) {
      nodes.stop();
    }
    if (database != null) {
      database.close();
    }
  }

  private static SurveyedFile survey(String name, String role) {
    // Small chunks, so that both nodes read.
    return FileSurvey.survey(
        directory.resolve(name), role, PLAIN.format(), directory, seen -> {}, 10_000);
  }

  private static Map<Mention, Long> mentions(SurveyedFile file) throws IOException {
    RecordCleaner cleaner = new RecordCleaner(PLAIN);
    List<CleanRecord> records = new ArrayList<>();
    ChunkReader reader = new ChunkReader(file, PLAIN.format().columns());
    for (Chunk chunk : file.chunks()) {
      reader.read(chunk, row -> cleaner.clean(row, records::add, reject -> {}), reject -> {});
    }
    Map<Mention, Long> mentions = new LinkedHashMap<>();
    records.forEach(record -> mentions.merge(record.mention(), 1L, Long::sum));
    return mentions;
  }

  private static void land(SurveyedFile file, RunLedger ledger) {
    ledger.landing(file);
    run(
        LandGraph.build(
            new FileOnGrid(file, FileOnGrid.Place.PATH, database.address()),
            new Intake(PLAIN.format().columns(), PLAIN.recordIdColumn(), RowIdentity.BY_VALUES),
            PLAIN_SPEC,
            database.address()));
    ledger.landed(file);
  }

  private static String learn(SurveyedFile file, RunLedger ledger) {
    LinkSpec counted =
        Untrained.counted(PLAIN, new TermCounts(database.jdbi()).of(PLAIN, file.fileId()));
    long mentions = ledger.mentionsOf(file.fileId());
    run(
        TrainGraph.build(
            PLAIN_SPEC.with(PLAIN, counted.model().orElseThrow()),
            new TrainingTask(
                file.fileId(),
                file.fileId(),
                mentions,
                mentions,
                new TrainingSample(TrainingSample.ALL),
                List.of()),
            database.address()));
    return ledger.model().orElseThrow();
  }

  private static JobOutcome run(DAG dag) {
    return new JobRunner(nodes.members().get(0))
        .run(
            "test",
            dag,
            Set.of(
                JobMetrics.MENTIONS,
                JobMetrics.PROBES,
                JobMetrics.PAIRS,
                JobMetrics.CUT,
                JobMetrics.LOOKUPS,
                JobMetrics.LOCAL_LOOKUPS),
            soFar -> {});
  }

  private static List<String> entities() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                            select concat_ws(' ', entity_id, mentions, rows,
                                             array_to_string(attributes, '|'))
                            from entity order by entity_id collate "C"
                            """)
                    .mapTo(String.class)
                    .list());
  }

  private static Map<Long, Link> links() {
    Map<Long, Link> links = new HashMap<>();
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .registerRowMapper(ConstructorMapper.factory(Link.class))
                    .createQuery(
                        """
                        select mention_id, coalesce(entity_id, '') as entity_id, decision,
                               probability, coalesce(best_entity_id, '') as best_entity_id
                        from link
                        """)
                    .mapTo(Link.class)
                    .forEach(link -> links.put(link.mentionId(), link)));
    return links;
  }

  @Test
  void aModel_isTheSameWhenItIsLearntAgain() {
    assertThat(models.get(0)).isEqualTo(models.get(1)).contains("prior_weight");
  }

  @Test
  void bothNodes_haveWork_andEnoughOfIt() {
    assertThat(mentionsOfA).hasSizeGreaterThan(1_000);
    assertThat(mentionsOfB).hasSizeGreaterThan(1_000);
    assertThat(matchedB.byMember()).hasSize(2);
    assertThat(matchedB.total(JobMetrics.PROBES))
        .isEqualTo(mentionsOfB.keySet().stream().filter(m -> !mentionsOfA.containsKey(m)).count());
    assertThat(matchedB.total(JobMetrics.LOOKUPS))
        .isPositive()
        .isEqualTo(matchedB.total(JobMetrics.LOCAL_LOOKUPS));
  }

  /** What loops over all pairs make of A. */
  private static final class Clustering {
    private final List<List<Plain>> components = new ArrayList<>();
    private final List<List<Plain>> clusters = new ArrayList<>();
    private long pairs;

    Clustering(List<Plain> mentions) {
      mentions.forEach(mention -> components.add(new ArrayList<>(List.of(mention))));
      for (int i = 0; i < mentions.size(); i++) {
        for (int j = i + 1; j < mentions.size(); j++) {
          if (mentions.get(i).sharesAKeyWith(mentions.get(j))) {
            pairs++;
            if (probability(mentions.get(i).weightWith(mentions.get(j)))
                >= learnt.foundProbability()) {
              unite(components, componentOf(mentions.get(i)), componentOf(mentions.get(j)));
            }
          }
        }
      }
      components.forEach(component -> clusters.addAll(cut(component)));
    }

    private static double probability(double weight) {
      return 1 / (1 + Math.pow(2, -weight));
    }

    private List<Plain> componentOf(Plain mention) {
      return components.stream().filter(c -> c.contains(mention)).findFirst().orElseThrow();
    }

    private static void unite(List<List<Plain>> all, List<Plain> one, List<Plain> other) {
      if (one != other) {
        one.addAll(other);
        all.removeIf(list -> list == other);
      }
    }

    /**
     * The two that are most alike on average over their rows become one, again and again. Of equals
     * the first in order of their smallest ids.
     */
    private static List<List<Plain>> cut(List<Plain> component) {
      List<List<Plain>> parts = new ArrayList<>();
      component.stream()
          .sorted(Comparator.comparing(mention -> EntityId.text(mention.id())))
          .forEach(mention -> parts.add(new ArrayList<>(List.of(mention))));
      while (true) {
        double most = Double.NEGATIVE_INFINITY;
        List<Plain> one = List.of();
        List<Plain> other = List.of();
        for (int i = 0; i < parts.size(); i++) {
          for (int j = i + 1; j < parts.size(); j++) {
            double mean = meanProbability(parts.get(i), parts.get(j));
            if (mean > most) {
              most = mean;
              one = parts.get(i);
              other = parts.get(j);
            }
          }
        }
        if (parts.size() == 1 || most < learnt.matchProbability()) {
          return parts;
        }
        unite(parts, one, other);
      }
    }

    /** In whole millionths, so that the order of the sum does not matter. */
    private static double meanProbability(List<Plain> left, List<Plain> right) {
      long sum = 0;
      long rows = 0;
      for (Plain one : left) {
        for (Plain other : right) {
          sum +=
              one.rows()
                  * other.rows()
                  * Math.round(probability(one.weightWith(other)) * (1 << 20));
          rows += one.rows() * other.rows();
        }
      }
      return (double) sum / rows / (1 << 20);
    }

    /** Clusters by the text of their smallest mention's id, whose order is that of the ids. */
    Map<String, List<Plain>> clusters() {
      Map<String, List<Plain>> byName = new TreeMap<>();
      for (List<Plain> cluster : clusters) {
        byName.put(
            cluster.stream().map(m -> EntityId.text(m.id())).sorted().findFirst().orElseThrow(),
            cluster);
      }
      return byName;
    }
  }

  @Test
  void foundedEntities_areTheClustersThatALoopOverAllPairsGives() {
    Clustering expected = new Clustering(Plain.of(mentionsOfA));
    Map<Long, Link> links = links();
    List<String> entities = new ArrayList<>();
    expected
        .clusters()
        .forEach(
            (entity, mentions) -> {
              for (Plain mention : mentions) {
                assertThat(links.get(mention.id()).entityId()).isEqualTo(entity);
                assertThat(links.get(mention.id()).decision()).isEqualTo("NEW");
              }
              entities.add(
                  entity
                      + " "
                      + mentions.size()
                      + " "
                      + mentions.stream().mapToLong(Plain::rows).sum()
                      + " "
                      + golden(mentions));
            });

    assertThat(founded).isEqualTo(entities);
    assertThat(expected.clusters.size())
        .as("some components are cut")
        .isGreaterThan(expected.components.size());
    assertThat(foundA.total(JobMetrics.CUT)).isPositive();
    assertThat(foundA.total(JobMetrics.PAIRS)).isEqualTo(expected.pairs);
  }

  @Test
  void goldenRecords_areOfTheRowsOfBothFiles() {
    Map<Long, Link> links = links();
    Map<Mention, Long> all = new LinkedHashMap<>(mentionsOfA);
    mentionsOfB.forEach((mention, rows) -> all.merge(mention, rows, Long::sum));
    Map<String, List<Plain>> byEntity = new TreeMap<>();
    for (Plain mention : Plain.of(all)) {
      Link link = links.get(mention.id());
      if (link != null && !link.entityId().isEmpty()) {
        byEntity.computeIfAbsent(link.entityId(), e -> new ArrayList<>()).add(mention);
      }
    }
    List<String> expected = new ArrayList<>();
    byEntity.forEach(
        (entity, mentions) ->
            expected.add(
                entity
                    + " "
                    + mentions.size()
                    + " "
                    + mentions.stream().mapToLong(Plain::rows).sum()
                    + " "
                    + golden(mentions)));

    assertThat(entities()).isEqualTo(expected).isNotEqualTo(founded);
  }

  @Test
  void everyLinkAndEveryEntity_isInTheLedgerOnce() {
    boolean once =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                                select (select count(*) from link_event) = (select count(*) from link)
                                  and (select count(distinct mention_id) from link_event where
                                         status in ('INFERRED', 'REVIEW') and model_id is not null)
                                    = (select count(*) from link)
                                  and (select count(*) from entity_event where change = 'FOUNDED')
                                    = (select count(*) from entity)
                                """)
                        .mapTo(Boolean.class)
                        .one());

    assertThat(once).isTrue();
  }

  /** The value of most rows, of equally frequent ones the longest, of these the first. */
  private static String golden(List<Plain> mentions) {
    List<String> values = new ArrayList<>();
    for (int attribute = 0; attribute < PLAIN.attributes().size(); attribute++) {
      Map<String, Long> rows = new TreeMap<>();
      for (Plain mention : mentions) {
        rows.merge(mention.values().get(attribute), mention.rows(), Long::sum);
      }
      rows.remove("");
      values.add(
          rows.entrySet().stream()
              .sorted(
                  Comparator.comparing((Map.Entry<String, Long> e) -> -e.getValue())
                      .thenComparing(e -> -e.getKey().length())
                      .thenComparing(Map.Entry::getKey))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElse(""));
    }
    return String.join("|", values);
  }

  /** What a loop over the whole reference says about a probe, each entity by its best mention. */
  private record Answer(Decision decision, String best, double probability, double weight) {
    static Answer of(Plain probe, Map<Plain, String> reference) {
      Map<String, Double> weights = new TreeMap<>();
      reference.forEach(
          (mention, entity) -> {
            if (probe.sharesAKeyWith(mention)) {
              weights.merge(entity, probe.weightWith(mention), Math::max);
            }
          });
      weights.values().removeIf(weight -> weight < -6);
      double odds = 1 + weights.values().stream().mapToDouble(w -> Math.pow(2, w)).sum();
      // The first of the heaviest: ties go to the smaller id.
      String best = "";
      double heaviest = Double.NEGATIVE_INFINITY;
      for (Map.Entry<String, Double> candidate : weights.entrySet()) {
        if (candidate.getValue() > heaviest) {
          best = candidate.getKey();
          heaviest = candidate.getValue();
        }
      }
      double probability = Math.pow(2, heaviest) / odds;
      Decision decision =
          probability >= learnt.matchProbability()
              ? Decision.MATCH
              : PairScorer.probability(heaviest) >= learnt.reviewProbability()
                  ? Decision.REVIEW
                  : Decision.NEW;
      return new Answer(decision, best, probability, heaviest);
    }
  }

  @Test
  void decisions_areWhatALoopOverTheWholeReferenceGives() {
    Map<Long, Link> links = links();
    Map<Plain, String> reference = new LinkedHashMap<>();
    for (Plain mention : Plain.of(mentionsOfA)) {
      reference.put(mention, links.get(mention.id()).entityId());
    }
    Map<Decision, Integer> decided = new EnumMap<>(Decision.class);
    for (Plain probe : Plain.of(mentionsOfB)) {
      Answer expected = Answer.of(probe, reference);
      Link link = links.get(probe.id());
      if (reference.containsKey(probe)) {
        assertThat(link.decision()).as("known since A").isEqualTo("NEW");
        continue;
      }
      decided.merge(expected.decision(), 1, Integer::sum);
      if (expected.decision() == Decision.NEW) {
        assertThat(link).as("left for founding: %s %s", probe, expected).isNull();
        continue;
      }
      assertThat(link).as("%s should be %s", probe, expected).isNotNull();
      assertThat(link.decision()).as("%s", probe).isEqualTo(expected.decision().name());
      assertThat(link.bestEntityId()).as("%s", probe).isEqualTo(expected.best());
      assertThat(link.entityId())
          .isEqualTo(expected.decision() == Decision.MATCH ? expected.best() : "");
      assertThat(link.probability()).isCloseTo(expected.probability(), within(1e-9));
    }
    assertThat(decided.get(Decision.MATCH)).isGreaterThan(100);
    assertThat(decided.get(Decision.REVIEW)).isGreaterThan(10);
    assertThat(decided.get(Decision.NEW)).isGreaterThan(100);
  }

  @Test
  void explanations_addUpToTheWeightThatWasStored() {
    Explainer explainer = new Explainer(database.jdbi(), learnt);
    List<String> matched =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            select 'B:' || min(r.row_no)
                            from link l
                            join source_record r using (mention_id)
                            join source_file f on f.file_id = r.file_id and f.role = 'B'
                            where l.decision <> 'NEW'
                            group by l.mention_id
                            """)
                        .mapTo(String.class)
                        .list());
    assertThat(matched).hasSizeGreaterThan(100);
    for (String record : matched) {
      Explanation explanation = explainer.explain(record, Optional.empty());
      Explanation.Stored stored = explanation.stored().orElseThrow();
      Explanation.Against best = explanation.candidates().get(0);

      assertThat(best.entityId()).isEqualTo(stored.bestEntityId().orElseThrow());
      assertThat(best.weight()).as(record).isCloseTo(stored.weight(), within(1e-9));
      assertThat(
              best.steps().stream()
                  .mapToDouble(step -> step.weight() + step.rarity())
                  .reduce(best.priorWeight(), Double::sum))
          .as(record)
          .isCloseTo(stored.weight(), within(1e-9));
      assertThat(ExplanationText.render(explanation, learnt.matchProbability()))
          .contains("Decision: " + stored.decision(), "prior", "taken by itself");
    }
  }

  @Test
  void aRecordThatIsNotThere_andAnEntityThatIsNot_areAnsweredWithWhatToGive() {
    Explainer explainer = new Explainer(database.jdbi(), learnt);

    assertThatThrownBy(() -> explainer.explain("B:999999", Optional.empty()))
        .hasMessage(
            "There is no record 'B:999999' of the spec 'restaurants'. Give the text of its id"
                + " column, or the role of a file and a row such as A:12.");
    assertThatThrownBy(() -> explainer.explain("B:1", Optional.of("E0")))
        .hasMessage(
            "There is no entity 'E0' of the spec 'restaurants'. Ids are in links.csv and"
                + " entities.csv, such as E0A1B2C3D4E5F6.");
    assertThatThrownBy(() -> new Explainer(database.jdbi(), PLAIN))
        .hasMessage(
            "The database has no model of the spec 'restaurants', so nothing was decided by it. Run"
                + " 'linkgrid run', 'link' or 'dedupe' first.");
  }
}
