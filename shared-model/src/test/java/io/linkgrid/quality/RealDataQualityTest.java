package io.linkgrid.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.linkgrid.clean.RecordCleaner;
import io.linkgrid.evaluation.Evaluation;
import io.linkgrid.evaluation.Labels;
import io.linkgrid.evaluation.PairCounts;
import io.linkgrid.model.CleanRecord;
import io.linkgrid.model.Decision;
import io.linkgrid.model.Mention;
import io.linkgrid.model.Provenance;
import io.linkgrid.model.SourceRecord;
import io.linkgrid.scoring.Verdict;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What the built-in specs reach on public data with known answers, with a model that is learnt
 * without them. The data is no part of the project: its folder is told by the system property or
 * environment variable {@code LINKGRID_REAL_DATA}; where there is none, nothing is tested.
 */
@DisplayName("The built-in specs link real data well")
class RealDataQualityTest {
  private static final String SETTING = "LINKGRID_REAL_DATA";

  /** Tests run in the folder of their module. */
  private static final Path BESIDE_THE_PROJECT = Path.of("..", "..", "shared", "data");

  private static final Path DATA =
      Optional.ofNullable(System.getProperty(SETTING, System.getenv(SETTING)))
          .map(Path::of)
          .orElse(BESIDE_THE_PROJECT);

  @BeforeEach
  void onlyWhereThereIsData() {
    assumeTrue(
        Files.isDirectory(DATA),
        () -> "No real data in " + DATA + ": set " + SETTING + " to its folder to test on it.");
  }

  private static Path data(String folder, String file) {
    Path path = DATA.resolve(folder).resolve(file);
    assumeTrue(Files.isRegularFile(path), () -> "No " + path + " to test on.");
    return path;
  }

  private static LinkSpec builtIn(String name) {
    return SpecReader.builtIn(name).orElseThrow().parse();
  }

  @Test
  void twoGuides_shareTheirRestaurants() {
    LinkSpec spec = builtIn("fodors-zagats");
    CsvFile fodors = CsvFile.withHeader(data("fodors-zagats", "fodors.csv"));
    CsvFile zagats = CsvFile.withHeader(data("fodors-zagats", "zagats.csv"));
    CsvFile gold = CsvFile.withHeader(data("fodors-zagats", "gold.csv"));

    PairCounts links =
        link(
            spec,
            clean(spec, fodors, "id"),
            clean(spec, zagats, "id"),
            pairs(gold, "zagats_id", "fodors_id"));

    assertThat(links.f1()).as("%s", links).isGreaterThanOrEqualTo(0.96);
  }

  @Test
  void twoBibliographies_shareTheirPublications() {
    LinkSpec spec = builtIn("dblp-acm");
    CsvFile dblp = CsvFile.withHeader(data("dblp-acm", "DBLP2.csv"));
    CsvFile acm = CsvFile.withHeader(data("dblp-acm", "ACM.csv"));
    CsvFile gold = CsvFile.withHeader(data("dblp-acm", "gold.csv"));

    PairCounts links =
        link(spec, clean(spec, dblp, "id"), clean(spec, acm, "id"), pairs(gold, "idACM", "idDBLP"));

    assertThat(links.f1()).as("%s", links).isGreaterThanOrEqualTo(0.98);
  }

  /** The id says who it is: {@code rec-7-org} and {@code rec-7-dup-0} are the same person. */
  @Test
  void damagedPersons_areFoundAmongTheOriginals() {
    LinkSpec spec = builtIn("febrl");
    List<CleanRecord> originals =
        clean(spec, CsvFile.withHeader(data("febrl", "dataset4a.csv")), "rec_id");
    List<CleanRecord> damaged =
        clean(spec, CsvFile.withHeader(data("febrl", "dataset4b.csv")), "rec_id");
    Set<Link> truth = new HashSet<>();
    damaged.forEach(
        record -> truth.add(new Link(record.recordId(), person(record.recordId()) + "-org")));

    PairCounts links = link(spec, originals, damaged, truth);

    assertThat(links.f1()).as("%s", links).isGreaterThanOrEqualTo(0.999);
  }

  @Test
  void damagedPersons_areFoundAmongThemselves() {
    LinkSpec spec = builtIn("febrl");
    List<CleanRecord> records =
        clean(spec, CsvFile.withHeader(data("febrl", "dataset3.csv")), "rec_id");

    PairCounts pairs =
        dedupe(
            spec,
            ofTheirOwn(records, 0),
            records.stream().map(record -> person(record.recordId())).toList());

    assertThat(pairs.f1()).as("%s", pairs).isGreaterThanOrEqualTo(0.98);
  }

  private static String person(String id) {
    return id.replaceAll("-(org|dup-\\d+)$", "");
  }

  @Test
  void inspections_findTheirBusinessInACleanReference() {
    LinkSpec spec = builtIn("restaurants");
    CsvFile businesses = CsvFile.withHeader(data("made-10k-hard", "clean.csv"));
    CsvFile inspections =
        CsvFile.withoutHeader(data("made-10k-hard", "B.csv"), spec.format().columns());
    CsvFile truth = CsvFile.withHeader(data("made-10k-hard", "truth.csv"));
    List<List<String>> known =
        truth.rows().stream().filter(row -> truth.field(row, "known").equals("1")).toList();

    PairCounts links =
        link(
            spec,
            clean(spec, businesses, spec.referenceIdColumn()),
            clean(spec, inspections, spec.recordIdColumn()),
            pairs(new CsvFile(truth.columns(), known), "inspection_id", "business_id"));

    assertThat(links.f1()).as("%s", links).isGreaterThanOrEqualTo(0.97);
  }

  @Test
  void inspectionsOfOneCity_areGroupedByBusiness() {
    LinkSpec spec = builtIn("restaurants");
    CsvFile a = CsvFile.withHeader(data("sf-10per", "A.tsv"));
    CsvFile b = CsvFile.withoutHeader(data("sf-10per", "B.tsv"), spec.format().columns());
    Map<String, String> truth = businesses(CsvFile.withHeader(data("sf-10per", "truth.csv")));
    List<Mention> mentions = new ArrayList<>();
    List<String> business = new ArrayList<>();
    for (Map.Entry<String, CsvFile> file : Map.of("A", a, "B", b).entrySet()) {
      for (CleanRecord record : clean(spec, file.getValue(), spec.recordIdColumn())) {
        mentions.add(record.mention());
        business.add(truth.get(file.getKey() + record.origin().row()));
      }
    }

    PairCounts pairs = dedupe(spec, mentions, business);

    assertThat(mentions).hasSize(truth.size());
    assertThat(pairs.f1()).as("%s", pairs).isGreaterThanOrEqualTo(0.985);
  }

  /** The business of each row, by file and number of the row. */
  private static Map<String, String> businesses(CsvFile truth) {
    Map<String, String> businesses = new HashMap<>();
    truth
        .rows()
        .forEach(
            row ->
                businesses.put(
                    truth.field(row, "file") + truth.field(row, "row"),
                    truth.field(row, "business_id")));
    return businesses;
  }

  /** A record and the row of the reference that it belongs to. */
  private record Link(String record, String reference) {}

  private static Set<Link> pairs(CsvFile gold, String record, String reference) {
    Set<Link> pairs = new HashSet<>();
    gold.rows()
        .forEach(row -> pairs.add(new Link(gold.field(row, record), gold.field(row, reference))));
    return pairs;
  }

  private static List<CleanRecord> clean(LinkSpec spec, CsvFile file, String idColumn) {
    RecordCleaner cleaner = new RecordCleaner(spec);
    List<CleanRecord> cleaned = new ArrayList<>();
    long number = 0;
    for (List<String> row : file.rows()) {
      number++;
      List<String> fields =
          spec.format().columns().stream()
              .map(column -> column.equals(spec.recordIdColumn()) ? idColumn : column)
              .map(column -> file.field(row, column))
              .toList();
      cleaner.clean(
          new SourceRecord(new Provenance("A", number, number), fields),
          cleaned::add,
          rejected -> {});
    }
    return cleaned;
  }

  /** Counts records that were matched with a row of the reference. */
  private static PairCounts link(
      LinkSpec spec, List<CleanRecord> reference, List<CleanRecord> records, Set<Link> truth) {
    List<Mention> ofReference = ofTheirOwn(reference, 0);
    List<Mention> ofRecords = ofTheirOwn(records, reference.size());
    InMemoryLinkage linkage = InMemoryLinkage.link(spec, ofReference, ofRecords);
    assertThat(linkage.warnings()).isEmpty();
    Map<Long, Verdict> verdicts = linkage.verdicts();
    Set<Link> found = new HashSet<>();
    for (int i = 0; i < records.size(); i++) {
      Verdict verdict = verdicts.get(ofRecords.get(i).id());
      if (verdict.decision() == Decision.MATCH) {
        int row = (int) verdict.best().orElseThrow().entity();
        found.add(new Link(records.get(i).recordId(), reference.get(row).recordId()));
      }
    }
    long right = found.stream().filter(truth::contains).count();
    return new PairCounts(right, found.size() - right, truth.size() - right);
  }

  /** Each record is a mention by itself, numbered in its order, also when two say the same. */
  private static List<Mention> ofTheirOwn(List<CleanRecord> records, int first) {
    List<Mention> mentions = new ArrayList<>();
    for (CleanRecord record : records) {
      mentions.add(new Mention(first + mentions.size(), record.mention().values()));
    }
    return mentions;
  }

  /** Counts pairs of rows, each of which says one mention. */
  private static PairCounts dedupe(LinkSpec spec, List<Mention> rows, List<String> truth) {
    Map<Long, Mention> mentions = new LinkedHashMap<>();
    Map<Long, Long> counts = new HashMap<>();
    for (Mention mention : rows) {
      mentions.put(mention.id(), mention);
      counts.merge(mention.id(), 1L, Long::sum);
    }
    InMemoryLinkage linkage = InMemoryLinkage.dedupe(spec, mentions.values());
    assertThat(linkage.warnings()).isEmpty();
    Map<Long, Long> clusters = linkage.clusters(counts);
    Labels entities = new Labels();
    int[] expected = truth.stream().mapToInt(entities::of).toArray();
    int[] found =
        rows.stream().mapToInt(row -> entities.of("cluster " + clusters.get(row.id()))).toArray();
    return Evaluation.rowPairs(expected, found);
  }
}
