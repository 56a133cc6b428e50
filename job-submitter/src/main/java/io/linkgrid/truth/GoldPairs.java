package io.linkgrid.truth;

import io.linkgrid.evaluation.PairCounts;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Links of records to a reference against a file of the pairs that belong together, by their ids.
 */
public final class GoldPairs {
  private static final List<String> LINKS = List.of("file", "record_id", "entity_id");

  private GoldPairs() {}

  /**
   * What came out.
   *
   * @param counts the linked pairs of a record and a row of the reference against the true ones
   * @param strange true pairs that name an id which links.csv does not have; they do not count
   */
  public record Result(PairCounts counts, long strange) {}

  /** A pair of ids. */
  private record Pair(String reference, String record) {}

  /**
   * Evaluates.
   *
   * @param gold a table of pairs with a header
   * @param referenceColumn its column with ids of the reference
   * @param recordsColumn its column with ids of the records
   * @param links the links.csv of {@code linkgrid link}
   * @throws LinkgridException DATA if a file cannot be read or lacks a column
   */
  public static Result evaluate(
      Path gold, String referenceColumn, String recordsColumn, Path links) {
    Map<String, Set<String>> referenceByEntity = new HashMap<>();
    Map<String, Set<String>> recordsByEntity = new HashMap<>();
    Set<String> references = new HashSet<>();
    Set<String> records = new HashSet<>();
    read(
        links,
        LINKS,
        fields -> {
          boolean isReference = fields.get(0).equals("reference");
          (isReference ? references : records).add(fields.get(1));
          if (!fields.get(2).isEmpty()) {
            (isReference ? referenceByEntity : recordsByEntity)
                .computeIfAbsent(fields.get(2), e -> new HashSet<>())
                .add(fields.get(1));
          }
        });
    if (references.isEmpty()) {
      throw new LinkgridException(
          Kind.DATA,
          links
              + " has no rows of a reference. --gold compares records with a reference, so it needs"
              + " the links.csv of 'linkgrid link'; for other runs there is --truth.");
    }
    Set<Pair> truth = new HashSet<>();
    long[] strange = {0};
    read(
        gold,
        List.of(referenceColumn, recordsColumn),
        fields -> {
          if (references.contains(fields.get(0)) && records.contains(fields.get(1))) {
            truth.add(new Pair(fields.get(0), fields.get(1)));
          } else {
            strange[0]++;
          }
        });
    long right = 0;
    long linked = 0;
    for (Map.Entry<String, Set<String>> entry : recordsByEntity.entrySet()) {
      for (String reference : referenceByEntity.getOrDefault(entry.getKey(), Set.of())) {
        for (String record : entry.getValue()) {
          linked++;
          right += truth.contains(new Pair(reference, record)) ? 1 : 0;
        }
      }
    }
    return new Result(new PairCounts(right, linked - right, truth.size() - right), strange[0]);
  }

  /** Takes the fields of one row. */
  private interface Row {
    void take(List<String> fields);
  }

  private static void read(Path path, List<String> columns, Row row) {
    Table table = new Table(path);
    int[] places = new int[columns.size()];
    boolean[] header = {true};
    table.forEachLine(
        (line, fields) -> {
          if (header[0]) {
            header[0] = false;
            for (int i = 0; i < places.length; i++) {
              places[i] = fields.indexOf(columns.get(i));
              if (places[i] < 0) {
                throw table.problem(
                    line,
                    "there is no column '"
                        + columns.get(i)
                        + "', but "
                        + String.join(", ", fields));
              }
            }
            return;
          }
          String[] wanted = new String[places.length];
          for (int i = 0; i < places.length; i++) {
            wanted[i] = places[i] < fields.size() ? fields.get(places[i]).strip() : "";
          }
          row.take(List.of(wanted));
        });
  }
}
