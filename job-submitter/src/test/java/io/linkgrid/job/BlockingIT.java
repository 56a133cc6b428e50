package io.linkgrid.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.hazelcast.jet.core.DAG;
import io.linkgrid.blocking.BlockingKey;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.clean.RecordCleaner.RowIdentity;
import io.linkgrid.database.BlockingLedger;
import io.linkgrid.database.BlockingLedger.CountedKey;
import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import io.linkgrid.database.RunLedger;
import io.linkgrid.database.TermCounts;
import io.linkgrid.generate.Generator;
import io.linkgrid.generate.GeneratorSettings;
import io.linkgrid.job.BlockingReport.FileCandidates;
import io.linkgrid.job.BlockingReport.KeyCandidates;
import io.linkgrid.job.BlockingReport.NodeCandidates;
import io.linkgrid.job.BlockingReport.RuleCandidates;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.Mention;
import io.linkgrid.node.TwoNodes;
import io.linkgrid.processor.FileOnGrid;
import io.linkgrid.processor.Intake;
import io.linkgrid.processor.JobMetrics;
import io.linkgrid.report.Progress;
import io.linkgrid.report.RunSummary;
import io.linkgrid.source.FileSurvey;
import io.linkgrid.source.SurveyedFile;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecReader;
import io.linkgrid.spec.SpecText;
import io.linkgrid.submit.GridConnection;
import io.linkgrid.submit.JobOutcome;
import io.linkgrid.submit.JobRunner;
import io.linkgrid.training.Untrained;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Candidates counted on two members against a plain loop over all pairs; and whole runs whose keys
 * are capped, or which have too many pairs.
 */
@ExtendWith(PostgresExtension.class)
class BlockingIT {
  private static final String RUN = "run-1";
  private static final int CAP = 60;
  private static final SpecText PLAIN = SpecReader.builtIn("restaurants").orElseThrow();
  private static final SpecText CAPPED =
      new SpecText(
          PLAIN.where(),
          PLAIN.yaml().replace("{name: zip, key: [zip]}", "{name: zip, key: [zip], cap: 60}"));

  @TempDir static Path directory;
  private static TwoNodes nodes;
  private static Database database;
  private static SurveyedFile a;
  private static SurveyedFile b;
  private static SpecText counted;
  private static Candidates candidates;
  private static BlockingReport report;
  private static List<Mention> mentionsOfA;
  private static List<Mention> newOfB;

  @BeforeAll
  static void countCandidatesOfAAndB(DatabaseSettings settings) throws Exception {
    Generator.write(
        new GeneratorSettings(GeneratorSettings.Layout.INSPECTIONS, 400, 5_000, 5, 0.6, 0, 0.5),
        directory);
    LinkSpec spec = CAPPED.parse();
    a = survey("a.csv", "A");
    b = survey("b.csv", "B");
    database = Database.open(settings, "blocking");
    nodes = new TwoNodes();
    land(a);
    land(b);
    counted =
        CAPPED.with(
            spec,
            Untrained.counted(spec, new TermCounts(database.jdbi()).of(spec, a.fileId()))
                .model()
                .orElseThrow());
    candidates = new Candidates(database, spec, Long.MAX_VALUE, (stage, dag) -> run(dag));
    report = candidates.report(counted, List.of(a, b));
    mentionsOfA = mentions(a);
    Set<Mention> known = new HashSet<>(mentionsOfA);
    newOfB = mentions(b).stream().filter(m -> !known.contains(m)).toList();
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
    return FileSurvey.survey(
        directory.resolve(name), role, PLAIN.parse().format(), directory, seen -> {}, 10_000);
  }

  private static void land(SurveyedFile file) {
    RunLedger ledger = new RunLedger(database.jdbi());
    LinkSpec spec = PLAIN.parse();
    ledger.landing(file);
    run(
        LandGraph.build(
            new FileOnGrid(file, FileOnGrid.Place.PATH, database.address()),
            new Intake(spec.format().columns(), spec.recordIdColumn(), RowIdentity.BY_VALUES),
            PLAIN,
            database.address()));
    ledger.landed(file);
  }

  private static List<Mention> mentions(SurveyedFile file) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select distinct m.mention_id, m.attributes from mention m"
                            + " join source_record r using (mention_id) where r.file_id = :file")
                    .bind("file", file.fileId())
                    .map(
                        (row, context) ->
                            new Mention(
                                row.getLong("mention_id"),
                                List.of((String[]) row.getArray("attributes").getArray())))
                    .list());
  }

  private static JobOutcome run(DAG dag) {
    return new JobRunner(nodes.members().get(0))
        .run(
            "test",
            dag,
            Set.of(JobMetrics.PAIRS, JobMetrics.COUNTED, JobMetrics.KEYLESS),
            soFar -> {});
  }

  /** What a loop over all pairs finds: how many have their first common key under each rule. */
  private static Map<Integer, Long> firstRules(
      List<Mention> left, List<Mention> right, KeyMaker keyMaker) {
    Map<Integer, Long> byRule = new HashMap<>();
    List<List<BlockingKey>> keysOfRight = right.stream().map(keyMaker::keys).toList();
    for (int i = 0; i < left.size(); i++) {
      List<BlockingKey> keys = keyMaker.keys(left.get(i));
      // Among themselves, each pair once.
      for (int j = left == right ? i + 1 : 0; j < right.size(); j++) {
        List<BlockingKey> others = keysOfRight.get(j);
        keys.stream()
            .filter(others::contains)
            .findFirst()
            .ifPresent(key -> byRule.merge(key.rule(), 1L, Long::sum));
      }
    }
    return byRule;
  }

  private static List<Mention> bothFiles() {
    List<Mention> both = new ArrayList<>(mentionsOfA);
    both.addAll(newOfB);
    return both;
  }

  /** The keys that more of these mentions have than the cap of the first rule, and how many. */
  private static Map<BlockingKey, Integer> largeZips(List<Mention> mentions) {
    Map<BlockingKey, Integer> counts = new HashMap<>();
    KeyMaker keyMaker = new KeyMaker(counted.parse());
    for (Mention mention : mentions) {
      keyMaker.keys(mention).stream()
          .filter(key -> key.rule() == 0)
          .forEach(key -> counts.merge(key, 1, Integer::sum));
    }
    counts.values().removeIf(count -> count <= CAP);
    return counts;
  }

  private static KeyMaker without(Map<BlockingKey, Integer> capped) {
    Set<Long> hashes = new HashSet<>();
    capped.keySet().forEach(key -> hashes.add(key.hash()));
    return new KeyMaker(counted.parse().withCappedKeys(hashes));
  }

  @Test
  void eachPair_isCountedUnderItsFirstCommonKey_asALoopOverAllPairsDoes() {
    FileCandidates ofA = report.files().get(0);
    FileCandidates ofB = report.files().get(1);
    KeyMaker forA = without(largeZips(mentionsOfA));
    KeyMaker forB = without(largeZips(bothFiles()));
    Map<Integer, Long> amongA = firstRules(mentionsOfA, mentionsOfA, forA);
    Map<Integer, Long> withA = firstRules(newOfB, mentionsOfA, forB);
    Map<Integer, Long> amongB = firstRules(newOfB, newOfB, forB);

    assertThat(ofA.referenceMentions()).isZero();
    assertThat(ofA.newMentions()).isEqualTo(mentionsOfA.size()).isGreaterThan(500);
    assertThat(ofB.referenceMentions()).isEqualTo(mentionsOfA.size());
    assertThat(ofB.newMentions()).isEqualTo(newOfB.size()).isGreaterThan(500);
    for (int rule = 0; rule < 4; rule++) {
      RuleCandidates ruleOfA = ofA.rules().get(rule);
      RuleCandidates ruleOfB = ofB.rules().get(rule);
      assertThat(ruleOfA.withReference()).isZero();
      assertThat(ruleOfA.amongNew()).isEqualTo(amongA.getOrDefault(rule, 0L)).isPositive();
      assertThat(ruleOfB.withReference()).isEqualTo(withA.getOrDefault(rule, 0L)).isPositive();
      assertThat(ruleOfB.amongNew()).isEqualTo(amongB.getOrDefault(rule, 0L)).isPositive();
      assertThat(ruleOfB.summedOverKeys())
          .isGreaterThanOrEqualTo(ruleOfB.withReference() + ruleOfB.amongNew());
    }
    long n = newOfB.size();
    assertThat(ofB.possiblePairs()).isEqualTo(n * mentionsOfA.size() + n * (n - 1) / 2);
    assertThat(ofB.reductionRatio()).isEqualTo(1 - (double) ofB.pairs() / ofB.possiblePairs());
  }

  @Test
  void bothNodes_haveTheirShare() {
    for (FileCandidates file : report.files()) {
      assertThat(file.nodes()).hasSize(2).allSatisfy(n -> assertThat(n.pairs()).isPositive());
      assertThat(file.nodes().stream().mapToLong(NodeCandidates::pairs).sum())
          .isEqualTo(file.pairs());
    }
  }

  @Test
  void largeKeys_areNamed_andThoseOverTheirCapAreMarked() {
    Map<BlockingKey, Integer> large = largeZips(bothFiles());
    FileCandidates ofB = report.files().get(1);
    Map<String, Integer> expected = new HashMap<>();
    large.forEach((key, count) -> expected.put(key.value(), count));

    List<KeyCandidates> capped = ofB.keys().stream().filter(KeyCandidates::capped).toList();

    assertThat(ofB.cappedKeys()).isEqualTo(large.size()).isPositive();
    assertThat(capped)
        .isNotEmpty()
        .allSatisfy(
            key -> {
              assertThat(key.rule()).isEqualTo("zip");
              assertThat((int) (key.newMentions() + key.referenceMentions()))
                  .isEqualTo(expected.get(key.value()));
            });
    assertThat(ofB.keys()).anySatisfy(key -> assertThat(key.capped()).isFalse());
  }

  /** Later a run reads what is here: the hashes, and not one more. */
  @Test
  void whatIsCapped_dependsOnTheMentions_andNotOnWhoCounts() throws Exception {
    candidates.count(counted, List.of(a, b), RUN);
    List<Long> first = new BlockingLedger(database.jdbi()).capped(RUN, b.fileId());
    candidates.count(counted, List.of(a, b), RUN);

    assertThat(new BlockingLedger(database.jdbi()).capped(RUN, b.fileId())).isEqualTo(first);
    assertThat(candidates.capped(counted, b).cappedKeys()).isEqualTo(first);
    assertThat(first)
        .containsExactlyInAnyOrderElementsOf(
            largeZips(bothFiles()).keySet().stream().map(BlockingKey::hash).toList());
    assertThat(candidates.capped(counted, a).cappedKeys()).hasSizeLessThan(first.size());

    candidates.count(counted, List.of(b), RUN);

    assertThat(new BlockingLedger(database.jdbi()).capped(RUN, a.fileId()))
        .as("of a file that was linked before the run was interrupted")
        .isNotEmpty();
  }

  @Test
  void pairsOfACappedKey_areComparedUnderTheirNextCommonKey() throws Exception {
    candidates.count(counted, List.of(a, b), RUN);
    JobOutcome found =
        run(FoundGraph.build(a.fileId(), candidates.capped(counted, a), database.address(), RUN));
    Map<BlockingKey, Integer> large = largeZips(mentionsOfA);
    KeyMaker all = new KeyMaker(counted.parse());
    KeyMaker left = without(large);
    long moved = 0;
    for (int i = 0; i < mentionsOfA.size(); i++) {
      for (int j = i + 1; j < mentionsOfA.size(); j++) {
        List<BlockingKey> others = all.keys(mentionsOfA.get(j));
        List<BlockingKey> shared =
            all.keys(mentionsOfA.get(i)).stream().filter(others::contains).toList();
        moved += shared.size() > 1 && large.containsKey(shared.get(0)) ? 1 : 0;
      }
    }

    assertThat(moved).as("pairs that a capped zip and another key have in common").isPositive();
    assertThat(found.total(JobMetrics.PAIRS))
        .isEqualTo(
            firstRules(mentionsOfA, mentionsOfA, left).values().stream()
                .mapToLong(Long::longValue)
                .sum());
  }

  @Test
  void aSample_tellsWhenNothingIsNearALimit() {
    BlockingLedger ledger = new BlockingLedger(database.jdbi());
    LinkSpec capped = counted.parse();
    LinkSpec usual = new SpecText(PLAIN.where(), PLAIN.yaml(), counted.model()).parse();
    KeySample aQuarter = new KeySample(2);
    long budget = RunInputs.USUAL_MAX_PAIRS;

    assertThat(aQuarter.isNearALimit(ledger, usual, budget)).isFalse();
    assertThat(aQuarter.isNearALimit(ledger, capped, budget)).as("a capped zip").isTrue();
    assertThat(aQuarter.isNearALimit(ledger, usual, 10_000)).as("a small budget").isTrue();
    assertThat(KeySample.forCapsOf(usual)).as("20,000 / 64 > 256").isEqualTo(new KeySample(6));
    assertThat(KeySample.forCapsOf(capped)).as("all are looked at").isEqualTo(new KeySample(0));
  }

  private static RunSummary link(
      Database into, SpecText spec, long maxPairs, List<String> said, Path... files)
      throws Exception {
    List<RunInputs.RecordFile> records = new ArrayList<>();
    for (int i = 0; i < files.length; i++) {
      records.add(new RunInputs.RecordFile(i == 0 ? "A" : "B", files[i]));
    }
    try (GridConnection grid = GridConnection.embedded()) {
      return new LinkRun(
              new RunInputs(
                  records,
                  List.of(),
                  spec,
                  directory.resolve("out"),
                  directory.resolve("spool"),
                  maxPairs),
              into,
              () -> grid,
              Progress.on(new PrintStream(OutputStream.nullOutputStream()), false, false),
              said::add)
          .run();
    }
  }

  private static long count(Database in, String sql) {
    return in.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  @Test
  void aRunOfTooManyPairs_isRefused_andGoesOnWithACap(DatabaseSettings settings) throws Exception {
    try (Database into = Database.open(settings, "blocking_refused")) {
      List<String> said = new ArrayList<>();
      LinkgridException refusal =
          catchThrowableOfType(
              LinkgridException.class,
              () -> link(into, PLAIN, 5_000, said, Path.of(a.path()), Path.of(b.path())));

      assertThat(refusal.kind()).isEqualTo(LinkgridException.Kind.USAGE);
      assertThat(refusal)
          .hasMessageMatching(
              "The run would compare up to [\\d,]+ candidate pairs, but the budget is 5,000\\. Most"
                  + " come from blocking rule 'name' \\([\\d,]+ of A\\), above all from its keys"
                  + " '[A-Z]+' \\(\\d+ mentions\\), '[A-Z]+' \\(\\d+ mentions\\),"
                  + " '[A-Z]+' \\(\\d+ mentions\\)\\. Nothing was compared; the files are"
                  + " landed and are not read again\\. Give the rule a smaller 'cap' in the spec"
                  + " \\(it is 20,000\\) or a key of more parts, or allow more with --max-pairs"
                  + " \\d+\\. 'linkgrid blocking' shows what each rule brings\\.");
      assertThat(count(into, "select count(*) from source_record")).isEqualTo(5_000);
      assertThat(count(into, "select count(*) from link")).isZero();
      assertThat(count(into, "select count(*) from model")).isZero();

      link(into, CAPPED, 1_000_000, said, Path.of(a.path()), Path.of(b.path()));

      assertThat(said)
          .contains(
              "A (a.csv) is in the database already.", "B (b.csv) is in the database already.")
          .anySatisfy(
              sentence ->
                  assertThat(sentence)
                      .matches(
                          "B: [\\d,]+ keys had more mentions than the cap of their rule and brought"
                              + " no pairs together: zip '\\d{5}' \\([\\d,]+\\), zip '\\d{5}'"
                              + " \\([\\d,]+\\), zip '\\d{5}' \\([\\d,]+\\)(, …)?\\. Their pairs met"
                              + " under other keys, or not at all; see docs/blocking\\.md\\."));
      assertThat(
              count(
                  into,
                  """
                  select count(*)
                  from link l
                  join mention m using (mention_id)
                  join link o on o.entity_id = l.entity_id and o.mention_id > l.mention_id
                  join mention n on n.mention_id = o.mention_id
                  join blocking_key k on k.capped and k.file_id = o.file_id
                   and k.value = m.attributes[3]
                  where m.attributes[3] = n.attributes[3]
                  """))
          .as("pairs of one entity that share a capped zip")
          .isPositive();
    }
  }

  @Test
  void aFileThatComesLater_isLinkedAsIfItHadComeAtOnce(DatabaseSettings settings) throws Exception {
    List<CountedKey> keysAtOnce;
    List<CountedKey> keysLater;
    List<String> linksAtOnce;
    List<String> linksLater;
    try (Database into = Database.open(settings, "blocking_at_once")) {
      RunSummary run =
          link(into, CAPPED, 1_000_000, new ArrayList<>(), Path.of(a.path()), Path.of(b.path()));
      keysAtOnce = new BlockingLedger(into.jdbi()).keys(run.runId(), b.fileId());
      linksAtOnce = links(into);
    }
    try (Database into = Database.open(settings, "blocking_later")) {
      link(into, CAPPED, 1_000_000, new ArrayList<>(), Path.of(a.path()));
      RunSummary run =
          link(into, CAPPED, 1_000_000, new ArrayList<>(), Path.of(a.path()), Path.of(b.path()));
      keysLater = new BlockingLedger(into.jdbi()).keys(run.runId(), b.fileId());
      linksLater = links(into);
    }

    assertThat(keysLater).isEqualTo(keysAtOnce).anyMatch(CountedKey::capped);
    assertThat(linksLater).isEqualTo(linksAtOnce).hasSizeGreaterThan(1_000);
  }

  /** Everything that was decided, but for the run that did. */
  private static List<String> links(Database in) {
    return in.jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select concat_ws(' ', mention_id, entity_id, decision, probability,"
                            + " weight, best_entity_id, runner_up_entity_id) from link"
                            + " order by mention_id")
                    .mapTo(String.class)
                    .list());
  }

  @Test
  void recordsThatMatchNobody_areCountedBeforeTheyMeet(DatabaseSettings settings) throws Exception {
    Path few = directory.resolve("few.csv");
    Files.write(few, Files.readAllLines(Path.of(a.path())).subList(0, 40));
    try (Database into = Database.open(settings, "blocking_unmatched")) {
      assertThatThrownBy(() -> link(into, PLAIN, 10_000, new ArrayList<>(), few, Path.of(b.path())))
          .hasMessageStartingWith("Of B, the records that match nobody would compare up to ")
          .hasMessageContaining("What was linked before is kept.")
          .hasMessageContaining(
              "or a key of more parts, which needs another name of the spec, or allow more with"
                  + " --max-pairs ");

      RunSummary summary = link(into, PLAIN, 10_000_000, new ArrayList<>(), few, Path.of(b.path()));

      assertThat(summary.read()).isEqualTo(summary.linked() + summary.founded() + summary.review());
    }
  }

  @Test
  void rowsThatWereLandedByOtherAttributes_areNotUsed(DatabaseSettings settings) {
    SpecText other =
        new SpecText("other.yaml", PLAIN.yaml().replace("type: us-zip", "type: postcode"));
    try (Database into = Database.open(settings, "blocking_landed")) {
      BlockingLedger ledger = new BlockingLedger(into.jdbi());
      ledger.checkLanding(PLAIN, "blocking_landed");
      ledger.checkLanding(CAPPED, "blocking_landed");

      assertThatThrownBy(() -> ledger.checkLanding(other, "blocking_landed"))
          .hasMessage(
              "other.yaml reads other columns, or standardises them in another way, than the spec"
                  + " by which the rows of the schema 'blocking_landed' were landed. Nothing was"
                  + " changed. Give the spec another name, which makes a schema of its own, or start"
                  + " anew with: drop schema \"blocking_landed\" cascade");
    }
  }
}
