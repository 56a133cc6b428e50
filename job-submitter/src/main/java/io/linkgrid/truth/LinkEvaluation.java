package io.linkgrid.truth;

import io.linkgrid.evaluation.Band;
import io.linkgrid.evaluation.BlockingQuality;
import io.linkgrid.evaluation.DecisionQuality;
import io.linkgrid.evaluation.Evaluation;
import io.linkgrid.evaluation.Evaluation.Mistake;
import io.linkgrid.evaluation.EvaluationReport;
import io.linkgrid.evaluation.EvaluationReport.Example;
import io.linkgrid.evaluation.EvaluationReport.OnTexts;
import io.linkgrid.evaluation.Labels;
import io.linkgrid.evaluation.PairCounts;
import io.linkgrid.evaluation.RecordLink;
import io.linkgrid.evaluation.RowLinks;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.truth.BlockingCheck.TruePair;
import io.linkgrid.truth.BlockingCheck.TrueRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Evaluates a file of links against a file of truth.
 *
 * <p>A truth is one of two forms, told apart by the header:
 *
 * <ul>
 *   <li>{@code file,row,business_id}: each row of each file by its number. Every row of the links
 *       must be in it; one that the links leave out was rejected, and counts as a row without an
 *       entity.
 *   <li>{@code inspection_id,business_id,…}: each record by its id, whatever its row. Rows of A or
 *       of the reference that are not in it are reference rows: their business is the {@code
 *       business_id} of the file A, when that file was given and has such a column, and else their
 *       record id. An empty business is one of its own.
 * </ul>
 */
public final class LinkEvaluation {
  private static final String TRUTH_FORMS =
      "a truth has the columns file,row,business_id or inspection_id,business_id";

  private final Inputs inputs;
  private final Table truth;
  private final LinksFile links;
  private final Labels mentionLabels = new Labels();
  private final Map<Side, Texts> texts = new HashMap<>();

  private final Labels businesses = new Labels();
  private final Labels entities = new Labels();

  /** One number per row of the truth, and per reference row after them. */
  private final IntSequence sideOf = new IntSequence();

  private final IntSequence rowOf = new IntSequence();
  private final IntSequence truthOf = new IntSequence();
  private final IntSequence entityOf = new IntSequence();
  private final IntSequence candidateOf = new IntSequence();
  private final IntSequence linkLineOf = new IntSequence();
  private final List<Decided> decidedOf = new ArrayList<>();
  private final Map<Side, String> roles = new EnumMap<>(Side.class);

  private final Map<String, Integer> placeOfRecord = new HashMap<>();
  private boolean byRecordId;
  private int truthRows;

  /**
   * What to evaluate.
   *
   * @param truth the file of truth
   * @param links the file of links
   * @param a the raw file A or the reference, for the texts of its rows
   * @param b the raw file B or the records, for the texts of its rows
   * @param examples how many mistakes of each kind to show; needs the texts
   * @param blocking by what blocking is measured, if it is; needs the raw files
   */
  public record Inputs(
      Path truth,
      Path links,
      Optional<Path> a,
      Optional<Path> b,
      int examples,
      Optional<BlockingInputs> blocking) {}

  private LinkEvaluation(Inputs inputs) {
    this.inputs = inputs;
    this.truth = new Table(inputs.truth());
    this.links = new LinksFile(inputs.links());
  }

  /**
   * Reads the files and counts.
   *
   * @throws LinkgridException if a file cannot be used or does not fit the others
   */
  public static EvaluationReport evaluate(Inputs inputs) {
    return new LinkEvaluation(inputs).evaluate();
  }

  private EvaluationReport evaluate() {
    inputs.a().ifPresent(path -> texts.put(Side.FIRST, Texts.read(path, mentionLabels)));
    inputs.b().ifPresent(path -> texts.put(Side.SECOND, Texts.read(path, mentionLabels)));
    readTruth();
    readLinks();
    int[] trueLabels = truthOf.toArray();
    int[] found = entityOf.toArray();
    int[] mentions = texts.isEmpty() ? new int[0] : mentions();
    return new EvaluationReport(
        Optional.of(
            new EvaluationReport.Rows(
                found.length,
                Arrays.stream(found).filter(entity -> entity == Evaluation.NONE).count(),
                Arrays.stream(trueLabels).distinct().count(),
                Arrays.stream(found).filter(entity -> entity != Evaluation.NONE).distinct().count(),
                Evaluation.rowPairs(trueLabels, found))),
        byRecordId ? Optional.of(linkPairs(trueLabels, found)) : Optional.empty(),
        0,
        texts.isEmpty() ? Optional.empty() : Optional.of(onTexts(mentions, trueLabels, found)),
        links.hasDecisions() ? Optional.of(decisions(mentions)) : Optional.empty(),
        inputs.blocking().map(this::blocking));
  }

  private DecisionQuality decisions(int[] mentions) {
    if (byRecordId) {
      return DecisionQuality.ofRecords(recordLinks(), links.reviews());
    }
    RowLinks rows =
        new RowLinks(
            decidedOf.stream().map(Decided::band).toList(),
            decidedOf.stream().mapToDouble(Decided::probability).toArray(),
            decidedOf.stream().mapToDouble(Decided::weight).toArray(),
            truthOf.toArray(),
            entityOf.toArray(),
            candidateOf.toArray());
    return DecisionQuality.ofRows(rows, mentions, links.reviews());
  }

  private List<RecordLink> recordLinks() {
    Map<Integer, Set<Integer>> ofEntity = new HashMap<>();
    Map<Integer, Set<Integer>> ofBusiness = referencesOfBusiness();
    for (int place = truthRows; place < truthOf.size(); place++) {
      if (entityOf.get(place) != Evaluation.NONE) {
        ofEntity.computeIfAbsent(entityOf.get(place), e -> new HashSet<>()).add(place);
      }
    }
    List<RecordLink> records = new ArrayList<>(truthRows);
    for (int place = 0; place < truthRows; place++) {
      Decided decided = decidedOf.get(place);
      int given = decided.band() == Band.REVIEW ? candidateOf.get(place) : entityOf.get(place);
      records.add(
          new RecordLink(
              decided.band(),
              decided.probability(),
              decided.weight(),
              ofEntity.getOrDefault(given, Set.of()),
              ofBusiness.getOrDefault(truthOf.get(place), Set.of())));
    }
    return records;
  }

  /** The places of the reference rows of each business. */
  private Map<Integer, Set<Integer>> referencesOfBusiness() {
    Map<Integer, Set<Integer>> references = new HashMap<>();
    for (int place = truthRows; place < truthOf.size(); place++) {
      references.computeIfAbsent(truthOf.get(place), b -> new HashSet<>()).add(place);
    }
    return references;
  }

  private BlockingQuality blocking(BlockingInputs blocking) {
    Map<Side, MentionFile> files = new EnumMap<>(Side.class);
    roles.forEach((side, role) -> files.put(side, mentionsOf(side, role, blocking)));
    if (byRecordId && files.size() == Side.values().length) {
      Map<Integer, Set<Integer>> references = referencesOfBusiness();
      List<TruePair> pairs = new ArrayList<>();
      for (int place = 0; place < truthRows; place++) {
        int record = rowOf.get(place);
        for (int reference : references.getOrDefault(truthOf.get(place), Set.of())) {
          if (record > 0) {
            pairs.add(new TruePair(rowOf.get(reference), record));
          }
        }
      }
      return BlockingCheck.between(
          blocking, file(files, Side.FIRST), file(files, Side.SECOND), pairs);
    }
    List<TrueRow> rows = new ArrayList<>();
    for (int place = 0; place < truthOf.size(); place++) {
      MentionFile file = files.get(side(place));
      if (file != null && rowOf.get(place) > 0) {
        rows.add(new TrueRow(file, rowOf.get(place), truthOf.get(place)));
      }
    }
    return BlockingCheck.within(blocking, List.copyOf(files.values()), rows);
  }

  private static MentionFile file(Map<Side, MentionFile> files, Side side) {
    return Objects.requireNonNull(files.get(side));
  }

  private MentionFile mentionsOf(Side side, String role, BlockingInputs blocking) {
    Optional<Path> path = side == Side.FIRST ? inputs.a() : inputs.b();
    return MentionFile.read(path.orElseThrow(() -> oneIsMissing(side)), role, blocking.spec());
  }

  private void readTruth() {
    Columns[] columns = new Columns[1];
    truth.forEachLine(
        (line, fields) -> {
          if (columns[0] == null) {
            columns[0] = truthColumns(line, fields);
          } else {
            takeTruth(columns[0], line, fields);
          }
        });
    if (columns[0] == null) {
      throw truth.problem(1, TRUTH_FORMS + ", but the file is empty.");
    }
    truthRows = truthOf.size();
    if (truthRows == 0) {
      throw truth.problem(1, "there is a header, but no row of truth.");
    }
  }

  private Columns truthColumns(long line, List<String> header) {
    Columns columns = new Columns(truth, header);
    byRecordId = columns.has("inspection_id");
    if (!columns.has("business_id")
        || !(byRecordId || (columns.has("file") && columns.has("row")))) {
      throw truth.problem(line, TRUTH_FORMS + ", but found " + String.join(",", header) + ".");
    }
    return columns;
  }

  private void takeTruth(Columns columns, long line, List<String> fields) {
    String business = columns.of("business_id", line, fields);
    int label = business.isEmpty() ? businesses.unique() : businesses.of(business);
    if (byRecordId) {
      String record = columns.of("inspection_id", line, fields);
      if (placeOfRecord.putIfAbsent(record, truthOf.size()) != null) {
        throw truth.problem(line, "inspection_id '" + record + "' is there twice.");
      }
      add(Side.SECOND, 0, label);
    } else {
      add(columns.side(line, fields), columns.row(line, fields), label);
    }
  }

  private void add(Side side, int row, int trueLabel) {
    sideOf.add(side.number());
    rowOf.add(row);
    truthOf.add(trueLabel);
    entityOf.add(Evaluation.NONE);
    candidateOf.add(Evaluation.NONE);
    linkLineOf.add(0);
    decidedOf.add(Decided.NOT_AT_ALL);
  }

  private void readLinks() {
    RowIndex index = byRecordId ? new RowIndex(new int[0], new int[0]) : rowIndex();
    links.forEach(
        byRecordId
            ? List.of("file", "row", "record_id", "entity_id")
            : List.of("file", "row", "entity_id"),
        link -> takeLink(index, link));
  }

  private RowIndex rowIndex() {
    RowIndex index = new RowIndex(sideOf.toArray(), rowOf.toArray());
    OptionalLong repeated = index.repeated();
    if (repeated.isPresent()) {
      int place = (int) repeated.getAsLong();
      throw new LinkgridException(
          Kind.DATA,
          truth.name()
              + ": row "
              + rowOf.get(place)
              + (side(place) == Side.FIRST ? " of A or the reference" : " of B or the records")
              + " is there twice.");
    }
    return index;
  }

  private void takeLink(RowIndex index, LinkRow link) {
    int place = byRecordId ? placeOfRecord(link) : placeOfRow(index, link);
    if (linkLineOf.get(place) != 0) {
      throw links.problem(
          link.line(), "this row was already linked in line " + linkLineOf.get(place) + ".");
    }
    roles.putIfAbsent(link.side(), link.role());
    linkLineOf.set(place, (int) Math.min(link.line(), Integer.MAX_VALUE));
    sideOf.set(place, link.side().number());
    rowOf.set(place, link.row());
    decidedOf.set(place, link.decided());
    if (!link.entity().isEmpty()) {
      entityOf.set(place, entities.of(link.entity()));
    }
    if (!link.candidate().isEmpty()) {
      candidateOf.set(place, entities.of(link.candidate()));
    }
  }

  private int placeOfRow(RowIndex index, LinkRow link) {
    return (int)
        index
            .place(link.side(), link.row())
            .orElseThrow(
                () ->
                    links.problem(
                        link.line(),
                        "row "
                            + link.row()
                            + " of "
                            + link.role()
                            + " is not in "
                            + truth.name()
                            + ". Is it the truth of the files that were linked?"));
  }

  private int placeOfRecord(LinkRow link) {
    String record = link.recordId();
    Integer known = placeOfRecord.get(record);
    if (known != null) {
      return known;
    }
    if (link.side() == Side.SECOND) {
      throw links.problem(
          link.line(),
          "record '"
              + record
              + "' is not in "
              + truth.name()
              + ". Is it the truth of the files that were linked?");
    }
    Texts reference = texts.get(Side.FIRST);
    String named = reference == null ? "" : reference.business(link.row());
    String business = named.isEmpty() ? record : named;
    if (business.isEmpty()) {
      throw links.problem(
          link.line(),
          "a reference row without record_id, so its business is not known. Give the reference"
              + " with --a; its column business_id says it.");
    }
    add(link.side(), link.row(), businesses.of(business));
    return truthOf.size() - 1;
  }

  private PairCounts linkPairs(int[] trueLabels, int[] found) {
    return Evaluation.linkPairs(
        Arrays.copyOfRange(trueLabels, truthRows, trueLabels.length),
        Arrays.copyOfRange(found, truthRows, found.length),
        Arrays.copyOf(trueLabels, truthRows),
        Arrays.copyOf(found, truthRows));
  }

  private int[] mentions() {
    return IntStream.range(0, truthOf.size()).map(this::mention).toArray();
  }

  private OnTexts onTexts(int[] mentions, int[] trueLabels, int[] found) {
    return new OnTexts(
        Evaluation.mentionPairs(mentions, trueLabels, found),
        Evaluation.indistinguishablePairs(mentions, trueLabels, found),
        inputs.examples() == 0
            ? List.of()
            : examples(
                mentions,
                Evaluation.worstFalseMerges(mentions, trueLabels, found, inputs.examples())),
        inputs.examples() == 0
            ? List.of()
            : examples(
                mentions, Evaluation.worstMisses(mentions, trueLabels, found, inputs.examples())));
  }

  private int mention(int place) {
    int row = rowOf.get(place);
    if (row == 0) {
      // a record of the truth that the links leave out: nothing says which row it was
      return mentionLabels.unique();
    }
    Side side = side(place);
    Texts file = texts.get(side);
    if (file == null) {
      throw oneIsMissing(side);
    }
    if (row > file.rows()) {
      throw new LinkgridException(
          Kind.DATA,
          file.name()
              + " has "
              + file.rows()
              + " data rows, but the truth or the links name row "
              + row
              + ". Is it the file that was linked?");
    }
    return file.mention(row);
  }

  private static LinkgridException oneIsMissing(Side side) {
    return new LinkgridException(
        Kind.USAGE,
        side == Side.FIRST
            ? "There are rows of A or of the reference, so --b alone is not enough. Give --a too."
            : "There are rows of B or of records, so --a alone is not enough. Give --b too.");
  }

  private List<Example> examples(int[] mentions, List<Mistake> mistakes) {
    return mistakes.stream()
        .map(
            mistake ->
                new Example(
                    mistake.pairs(),
                    example(mentions, mistake.row()),
                    example(mentions, mistake.otherRow())))
        .toList();
  }

  private EvaluationReport.Row example(int[] mentions, int place) {
    String file =
        byRecordId
            ? side(place) == Side.FIRST ? "reference" : "records"
            : side(place) == Side.FIRST ? "A" : "B";
    int entity = entityOf.get(place);
    return new EvaluationReport.Row(
        file,
        rowOf.get(place),
        businesses.text(truthOf.get(place)),
        entity == Evaluation.NONE ? "" : entities.text(entity),
        Texts.texts(mentionLabels, mentions[place]));
  }

  private Side side(int place) {
    return Side.numbered(sideOf.get(place));
  }
}
