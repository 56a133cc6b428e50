package io.linkgrid.truth;

import io.linkgrid.evaluation.Evaluation;
import io.linkgrid.evaluation.Evaluation.Mistake;
import io.linkgrid.evaluation.EvaluationReport;
import io.linkgrid.evaluation.EvaluationReport.Example;
import io.linkgrid.evaluation.EvaluationReport.OnTexts;
import io.linkgrid.evaluation.Labels;
import io.linkgrid.evaluation.PairCounts;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
  private final Table links;
  private final Labels mentionLabels = new Labels();
  private final Map<Side, Texts> texts = new HashMap<>();

  private final Labels businesses = new Labels();
  private final Labels entities = new Labels();

  /** One number per row of the truth, and per reference row after them. */
  private final IntSequence sideOf = new IntSequence();

  private final IntSequence rowOf = new IntSequence();
  private final IntSequence truthOf = new IntSequence();
  private final IntSequence entityOf = new IntSequence();
  private final IntSequence linkLineOf = new IntSequence();

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
   */
  public record Inputs(Path truth, Path links, Optional<Path> a, Optional<Path> b, int examples) {}

  private LinkEvaluation(Inputs inputs) {
    this.inputs = inputs;
    this.truth = new Table(inputs.truth());
    this.links = new Table(inputs.links());
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
    return new EvaluationReport(
        found.length,
        Arrays.stream(found).filter(entity -> entity == Evaluation.NONE).count(),
        Arrays.stream(trueLabels).distinct().count(),
        Arrays.stream(found).filter(entity -> entity != Evaluation.NONE).distinct().count(),
        Evaluation.rowPairs(trueLabels, found),
        byRecordId ? Optional.of(linkPairs(trueLabels, found)) : Optional.empty(),
        texts.isEmpty() ? Optional.empty() : Optional.of(onTexts(trueLabels, found)));
  }

  /** The columns of a table that are needed, by their place in its header. */
  private static final class Columns {
    private final Table table;
    private final List<String> header;

    Columns(Table table, List<String> header) {
      this.table = table;
      this.header = header;
    }

    boolean has(String column) {
      return header.contains(column);
    }

    String of(String column, long line, List<String> fields) {
      int place = header.indexOf(column);
      if (place >= fields.size()) {
        throw table.problem(
            line, fields.size() + " fields, but the header has " + header.size() + ".");
      }
      return fields.get(place);
    }

    int row(long line, List<String> fields) {
      String text = of("row", line, fields);
      try {
        int row = Integer.parseInt(text);
        if (row >= 1) {
          return row;
        }
      } catch (NumberFormatException e) {
        // told below, like a number that is too small
      }
      throw table.problem(line, "row is a number from 1, but found '" + text + "'.");
    }

    Side side(long line, List<String> fields) {
      String role = of("file", line, fields);
      return Side.of(role)
          .orElseThrow(
              () ->
                  table.problem(
                      line, "file is A, B, reference or records, but found '" + role + "'."));
    }
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
    linkLineOf.add(0);
  }

  private void readLinks() {
    RowIndex index = byRecordId ? new RowIndex(new int[0], new int[0]) : rowIndex();
    Columns[] columns = new Columns[1];
    links.forEachLine(
        (line, fields) -> {
          if (columns[0] == null) {
            columns[0] = linkColumns(line, fields);
          } else {
            takeLink(index, columns[0], line, fields);
          }
        });
    if (columns[0] == null) {
      throw links.problem(
          1, "links have the columns file,row,record_id,entity_id, but the file is empty.");
    }
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

  private Columns linkColumns(long line, List<String> header) {
    Columns columns = new Columns(links, header);
    List<String> missing =
        (byRecordId
                ? List.of("file", "row", "record_id", "entity_id")
                : List.of("file", "row", "entity_id"))
            .stream().filter(column -> !columns.has(column)).toList();
    if (!missing.isEmpty()) {
      throw links.problem(
          line,
          "links have the columns file,row,record_id,entity_id, but "
              + String.join(" and ", missing)
              + " is missing in "
              + String.join(",", header)
              + ".");
    }
    return columns;
  }

  private void takeLink(RowIndex index, Columns columns, long line, List<String> fields) {
    Side side = columns.side(line, fields);
    int row = columns.row(line, fields);
    int place =
        byRecordId
            ? placeOfRecord(columns, line, fields, side, row)
            : placeOfRow(index, columns, line, fields, side, row);
    if (linkLineOf.get(place) != 0) {
      throw links.problem(
          line, "this row was already linked in line " + linkLineOf.get(place) + ".");
    }
    linkLineOf.set(place, (int) Math.min(line, Integer.MAX_VALUE));
    sideOf.set(place, side.number());
    rowOf.set(place, row);
    String entity = columns.of("entity_id", line, fields);
    if (!entity.isEmpty()) {
      entityOf.set(place, entities.of(entity));
    }
  }

  private int placeOfRow(
      RowIndex index, Columns columns, long line, List<String> fields, Side side, int row) {
    return (int)
        index
            .place(side, row)
            .orElseThrow(
                () ->
                    links.problem(
                        line,
                        "row "
                            + row
                            + " of "
                            + columns.of("file", line, fields)
                            + " is not in "
                            + truth.name()
                            + ". Is it the truth of the files that were linked?"));
  }

  private int placeOfRecord(Columns columns, long line, List<String> fields, Side side, int row) {
    String record = columns.of("record_id", line, fields);
    Integer known = placeOfRecord.get(record);
    if (known != null) {
      return known;
    }
    if (side == Side.SECOND) {
      throw links.problem(
          line,
          "record '"
              + record
              + "' is not in "
              + truth.name()
              + ". Is it the truth of the files that were linked?");
    }
    Texts reference = texts.get(Side.FIRST);
    String named = reference == null ? "" : reference.business(row);
    String business = named.isEmpty() ? record : named;
    if (business.isEmpty()) {
      throw links.problem(
          line,
          "a reference row without record_id, so its business is not known. Give the reference"
              + " with --a; its column business_id says it.");
    }
    add(side, row, businesses.of(business));
    return truthOf.size() - 1;
  }

  private PairCounts linkPairs(int[] trueLabels, int[] found) {
    return Evaluation.linkPairs(
        Arrays.copyOfRange(trueLabels, truthRows, trueLabels.length),
        Arrays.copyOfRange(found, truthRows, found.length),
        Arrays.copyOf(trueLabels, truthRows),
        Arrays.copyOf(found, truthRows));
  }

  private OnTexts onTexts(int[] trueLabels, int[] found) {
    int[] mentions = IntStream.range(0, found.length).map(this::mention).toArray();
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
      throw new LinkgridException(
          Kind.USAGE,
          side == Side.FIRST
              ? "There are rows of A or of the reference, so --b alone is not enough. Give --a too."
              : "There are rows of B or of records, so --a alone is not enough. Give --b too.");
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
