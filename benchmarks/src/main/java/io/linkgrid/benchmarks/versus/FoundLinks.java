package io.linkgrid.benchmarks.versus;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.linkgrid.evaluation.PairCounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which row of the reference each record was linked to, in the same form for all contenders. */
final class FoundLinks {
  private static final int ROW = 0;
  private static final int RECORD = 1;
  private static final int ENTITY = 2;

  private final SortedMap<Long, Link> links = new TreeMap<>();

  /**
   * A link.
   *
   * @param record the id of the record
   * @param entity the id of the row of the reference
   */
  private record Link(String record, String entity) {}

  private FoundLinks() {}

  /** Reads what {@link Linking} wrote. */
  static FoundLinks ofTabs(Path file) throws IOException {
    FoundLinks found = new FoundLinks();
    for (String line : Files.readAllLines(file)) {
      String[] fields = line.split("\t", -1);
      found.links.put(Long.valueOf(fields[ROW]), new Link(fields[RECORD], fields[ENTITY]));
    }
    return found;
  }

  /**
   * Reads the {@code links.csv} of linkgrid. A record is linked if it has the entity of a row of
   * the reference; what waits for a person is not.
   */
  static FoundLinks ofLinkgrid(Path file) throws IOException {
    FoundLinks found = new FoundLinks();
    Map<String, String> ofEntity = new HashMap<>();
    List<NamedCsvRecord> rows;
    try (CsvReader<NamedCsvRecord> lines = CsvReader.builder().ofNamedCsvRecord(file)) {
      rows = lines.stream().toList();
    }
    for (NamedCsvRecord row : rows) {
      if (row.getField("file").equals("reference")) {
        ofEntity.putIfAbsent(row.getField("entity_id"), row.getField("record_id"));
      }
    }
    for (NamedCsvRecord row : rows) {
      String entity = ofEntity.get(row.getField("entity_id"));
      if (row.getField("file").equals("records")
          && row.getField("decision").equals("MATCH")
          && entity != null) {
        found.links.put(
            Long.valueOf(row.getField("row")), new Link(row.getField("record_id"), entity));
      }
    }
    return found;
  }

  /** Returns how many records are linked. */
  int size() {
    return links.size();
  }

  /** Returns the SHA-256 in hex of one line a link: row, tab, id of the reference's row. */
  String sha256() {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
    links.forEach(
        (row, link) ->
            sha256.update((row + "\t" + link.entity() + "\n").getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(sha256.digest());
  }

  /**
   * Judges the links: a pair is a record and the row of the reference that it tells of.
   *
   * @param truth the id of the reference's row by the id of the record; records that tell of
   *     nothing in the reference are missing
   */
  PairCounts against(Map<String, String> truth) {
    long right =
        links.values().stream()
            .filter(link -> link.entity().equals(truth.get(link.record())))
            .count();
    return new PairCounts(right, links.size() - right, truth.size() - right);
  }

  /**
   * Reads a truth as {@code linkgrid generate --layout reference} writes it: inspection_id,
   * business_id, known.
   *
   * @throws io.linkgrid.model.LinkgridException of kind DATA if it lacks one of these columns
   */
  static Map<String, String> truth(Path file) throws IOException {
    RecordFiles.requireHeader(file, RecordFiles.TRUTH_COLUMNS);
    Map<String, String> truth = new HashMap<>();
    try (CsvReader<CsvRecord> rows = RecordFiles.open(file)) {
      List<String> header = List.of();
      for (CsvRecord row : rows) {
        if (header.isEmpty()) {
          header = row.getFields();
        } else if (row.getField(header.indexOf("known")).equals("1")) {
          truth.put(
              row.getField(header.indexOf("inspection_id")),
              row.getField(header.indexOf("business_id")));
        }
      }
    }
    return truth;
  }
}
