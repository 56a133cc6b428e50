package io.linkgrid.truth;

import io.linkgrid.evaluation.Band;
import io.linkgrid.evaluation.BlockingQuality;
import io.linkgrid.evaluation.DecisionQuality;
import io.linkgrid.evaluation.EvaluationReport;
import io.linkgrid.evaluation.PairCounts;
import io.linkgrid.evaluation.RecordLink;
import io.linkgrid.job.RunInputs;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.truth.BlockingCheck.TruePair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Links of records to a reference against a file of the pairs that belong together, by their ids. A
 * record whose id stands in several rows counts once for each entity that these rows were given.
 */
public final class GoldPairs {
  private static final List<String> LINKS = List.of("file", "row", "record_id", "entity_id");

  private final Inputs inputs;
  private final LinksFile links;

  /** The rows of each id, and the number of each id of the reference. */
  private final Map<String, List<Integer>> referenceRows = new LinkedHashMap<>();

  private final Map<String, List<Integer>> recordRows = new LinkedHashMap<>();
  private final Map<String, Integer> numberOfReference = new HashMap<>();

  private final Map<String, Set<Integer>> referencesOfEntity = new HashMap<>();
  private final Map<Given, Decided> records = new LinkedHashMap<>();
  private final Map<String, Set<Integer>> truth = new LinkedHashMap<>();
  private long unknown;

  /**
   * What to evaluate.
   *
   * @param gold a table of pairs with a header
   * @param referenceColumn its column with ids of the reference
   * @param recordsColumn its column with ids of the records
   * @param links the links.csv of {@code linkgrid link}
   * @param reference the raw reference, for blocking
   * @param records the raw records, for blocking
   * @param blocking by what blocking is measured, if it is; needs the raw files
   */
  public record Inputs(
      Path gold,
      String referenceColumn,
      String recordsColumn,
      Path links,
      Optional<Path> reference,
      Optional<Path> records,
      Optional<BlockingInputs> blocking) {}

  /** A record, and the entity or the candidate that it was given; empty for none. */
  private record Given(String recordId, String entity) {}

  private GoldPairs(Inputs inputs) {
    this.inputs = inputs;
    this.links = new LinksFile(inputs.links());
  }

  /**
   * Evaluates.
   *
   * @throws LinkgridException DATA if a file cannot be read or lacks a column
   */
  public static EvaluationReport evaluate(Inputs inputs) {
    return new GoldPairs(inputs).evaluate();
  }

  private EvaluationReport evaluate() {
    links.forEach(LINKS, this::take);
    if (referenceRows.isEmpty()) {
      throw new LinkgridException(
          Kind.DATA,
          inputs.links()
              + " has no rows of a reference. --gold compares records with a reference, so it needs"
              + " the links.csv of 'linkgrid link'; for other runs there is --truth.");
    }
    readGold();
    List<RecordLink> recordLinks = recordLinks();
    return new EvaluationReport(
        Optional.empty(),
        Optional.of(counts(recordLinks)),
        unknown,
        Optional.empty(),
        links.hasDecisions()
            ? Optional.of(DecisionQuality.ofRecords(recordLinks, links.reviews()))
            : Optional.empty(),
        inputs.blocking().map(this::blocking));
  }

  private void take(LinkRow link) {
    String id = link.recordId().strip();
    if (link.role().equals(RunInputs.REFERENCE)) {
      referenceRows.computeIfAbsent(id, i -> new ArrayList<>()).add(link.row());
      Integer next = numberOfReference.size();
      Integer number = numberOfReference.putIfAbsent(id, next);
      if (!link.entity().isEmpty()) {
        referencesOfEntity
            .computeIfAbsent(link.entity(), e -> new HashSet<>())
            .add(number == null ? next : number);
      }
    } else {
      recordRows.computeIfAbsent(id, i -> new ArrayList<>()).add(link.row());
      records.putIfAbsent(
          new Given(id, link.entity().isEmpty() ? link.candidate() : link.entity()),
          link.entity().isEmpty()
              ? new Decided(Band.REVIEW, link.decided().probability(), link.decided().weight())
              : link.decided());
    }
  }

  private void readGold() {
    Table table = new Table(inputs.gold());
    int[] places = {-1, -1};
    table.forEachLine(
        (line, fields) -> {
          if (places[0] < 0) {
            places[0] = place(table, line, fields, inputs.referenceColumn());
            places[1] = place(table, line, fields, inputs.recordsColumn());
            return;
          }
          Integer reference = numberOfReference.get(field(fields, places[0]));
          String record = field(fields, places[1]);
          if (reference != null && recordRows.containsKey(record)) {
            truth.computeIfAbsent(record, r -> new HashSet<>()).add(reference);
          } else {
            unknown++;
          }
        });
    if (places[0] < 0) {
      throw table.problem(1, "expected a header and a pair of ids a line, but the file is empty.");
    }
  }

  private static int place(Table table, long line, List<String> header, String column) {
    int place = header.indexOf(column);
    if (place < 0) {
      throw table.problem(
          line,
          "there is no column '"
              + column
              + "', but "
              + String.join(", ", header)
              + ". Name two of these with --gold-columns.");
    }
    return place;
  }

  private static String field(List<String> fields, int place) {
    return place < fields.size() ? fields.get(place).strip() : "";
  }

  private List<RecordLink> recordLinks() {
    List<RecordLink> result = new ArrayList<>();
    records.forEach(
        (given, decided) ->
            result.add(
                new RecordLink(
                    decided.band(),
                    decided.probability(),
                    decided.weight(),
                    referencesOfEntity.getOrDefault(given.entity(), Set.of()),
                    truth.getOrDefault(given.recordId(), Set.of()))));
    return result;
  }

  /** A true pair is missed once, however many rows its record has. */
  private PairCounts counts(List<RecordLink> recordLinks) {
    PairCounts counts = RecordLink.counts(recordLinks);
    long pairs = truth.values().stream().mapToLong(Set::size).sum();
    return new PairCounts(
        counts.truePositive(), counts.falsePositive(), pairs - counts.truePositive());
  }

  private BlockingQuality blocking(BlockingInputs blocking) {
    List<List<Integer>> rowsOfNumber = List.copyOf(referenceRows.values());
    List<TruePair> pairs = new ArrayList<>();
    truth.forEach(
        (record, references) -> {
          for (int reference : references) {
            for (int referenceRow : rowsOfNumber.get(reference)) {
              for (int row : recordRows.getOrDefault(record, List.of())) {
                pairs.add(new TruePair(referenceRow, row));
              }
            }
          }
        });
    return BlockingCheck.between(
        blocking,
        MentionFile.read(inputs.reference().orElseThrow(), RunInputs.REFERENCE, blocking.spec()),
        MentionFile.read(inputs.records().orElseThrow(), RunInputs.RECORDS, blocking.spec()),
        pairs);
  }
}
