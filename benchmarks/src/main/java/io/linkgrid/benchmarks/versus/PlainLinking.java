package io.linkgrid.benchmarks.versus;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Links in one thread by loops over lists, with the similarities of commons-text: what one writes
 * first. The passes, the cheap feature first, the score and its threshold are those of {@code
 * duckdb.sql}.
 */
final class PlainLinking implements Linking.Engine {
  private static final double ALIKE = 0.8;
  private static final int NAME_START = 3;
  private static final double THRESHOLD = 6.5;
  private static final double NAME_FROM = 0.7;
  private static final double STREET_FROM = 0.5;
  private static final double NEAR = 0.0002;
  private static final double FAR = 0.002;
  private static final int ALMOST = 2;

  private final JaroWinklerSimilarity jaroWinkler = new JaroWinklerSimilarity();
  private final LevenshteinDistance levenshtein = LevenshteinDistance.getDefaultInstance();

  @Override
  public void link(Path reference, Path records, Path links, Stages stages) throws IOException {
    stages.begin("read");
    List<Premises> clean = read(reference, "business_id");
    List<Premises> dirty = read(records, "inspection_id");
    stages.begin("blocks");
    Function<Premises, List<Premises>> sameStart = pass(clean, p -> inZip(p, start(p.name())));
    List<Function<Premises, List<Premises>>> otherPasses =
        List.of(
            pass(clean, p -> inZip(p, p.number())),
            pass(clean, Premises::phone),
            pass(clean, Premises::addressKey),
            pass(clean, Premises::sortedName));
    stages.begin("match");
    try (BufferedWriter lines = Files.newBufferedWriter(links)) {
      for (int row = 0; row < dirty.size(); row++) {
        Premises record = dirty.get(row);
        Best best = new Best(record);
        for (Premises candidate : sameStart.apply(record)) {
          if (jaroWinkler(candidate.name(), record.name()) >= ALIKE) {
            best.accept(candidate);
          }
        }
        otherPasses.forEach(pass -> pass.apply(record).forEach(best));
        if (best.score >= THRESHOLD) {
          lines.write((row + 1) + "\t" + record.id() + "\t" + best.id + "\t" + best.score + "\n");
        }
      }
    }
  }

  private static String start(String name) {
    return name.substring(0, Math.min(NAME_START, name.length()));
  }

  /** A key of a zip and something else; empty where one of them is. */
  private static String inZip(Premises premises, String other) {
    return premises.zip().isEmpty() || other.isEmpty() ? "" : premises.zip() + " " + other;
  }

  /** The best of the candidates of a record; of equals the one with the smaller id. */
  private final class Best implements Consumer<Premises> {
    private final Premises record;
    private final Set<String> seen = new HashSet<>();
    private double score = Double.NEGATIVE_INFINITY;
    private String id = "";

    Best(Premises record) {
      this.record = record;
    }

    @Override
    public void accept(Premises candidate) {
      if (seen.add(candidate.id())) {
        double found = score(candidate, record);
        if (found > score || (found == score && candidate.id().compareTo(id) < 0)) {
          score = found;
          id = candidate.id();
        }
      }
    }
  }

  double score(Premises one, Premises other) {
    double name =
        Math.max(
            jaroWinkler(one.name(), other.name()),
            jaroWinkler(one.sortedName(), other.sortedName()));
    return 5 * Math.max(name - NAME_FROM, 0) / (1 - NAME_FROM)
        + 4 * Math.max(street(one.street(), other.street()) - STREET_FROM, 0) / (1 - STREET_FROM)
        + number(one, other)
        + phone(one.phone(), other.phone())
        + zip(one.zip(), other.zip())
        + place(one, other);
  }

  private double jaroWinkler(String one, String other) {
    return one.isEmpty() || other.isEmpty() ? 0 : jaroWinkler.apply(one, other);
  }

  private double street(String one, String other) {
    return one.isEmpty() || other.isEmpty()
        ? 0
        : 1 - (double) levenshtein.apply(one, other) / Math.max(one.length(), other.length());
  }

  private static int number(Premises one, Premises other) {
    if (one.number().isEmpty() || other.number().isEmpty()) {
      return 0;
    }
    if (one.number().equals(other.number())) {
      return 4;
    }
    return one.numberDigits().equals(other.numberDigits()) ? 3 : -2;
  }

  private int phone(String one, String other) {
    if (one.isEmpty() || other.isEmpty()) {
      return 0;
    }
    int distance = levenshtein.apply(one, other);
    return distance == 0 ? 5 : distance <= ALMOST ? 3 : -2;
  }

  private static int zip(String one, String other) {
    return one.isEmpty() || other.isEmpty() ? 0 : one.equals(other) ? 2 : -1;
  }

  private static int place(Premises one, Premises other) {
    double degrees =
        Math.max(
            Math.abs(one.latitude() - other.latitude()),
            Math.abs(one.longitude() - other.longitude()));
    return Double.isNaN(degrees) ? 0 : degrees < NEAR ? 3 : degrees < FAR ? 0 : -3;
  }

  private static Function<Premises, List<Premises>> pass(
      List<Premises> reference, Function<Premises, String> key) {
    Map<String, List<Premises>> blocks = blocks(reference, key);
    return record -> blocks.getOrDefault(key.apply(record), List.of());
  }

  /** Nobody is found under an empty key. */
  private static Map<String, List<Premises>> blocks(
      List<Premises> reference, Function<Premises, String> key) {
    Map<String, List<Premises>> blocks = new HashMap<>();
    for (Premises each : reference) {
      blocks.computeIfAbsent(key.apply(each), k -> new ArrayList<>()).add(each);
    }
    blocks.remove("");
    return blocks;
  }

  private static List<Premises> read(Path file, String idColumn) throws IOException {
    List<Premises> premises = new ArrayList<>();
    try (CsvReader<CsvRecord> rows = RecordFiles.open(file)) {
      Map<String, Integer> places = new HashMap<>();
      for (CsvRecord row : rows) {
        if (places.isEmpty()) {
          boolean header = row.getFields().contains(idColumn);
          List<String> names = header ? row.getFields() : RecordFiles.COLUMNS;
          for (int place = 0; place < names.size(); place++) {
            places.put(names.get(place), place);
          }
          if (header) {
            continue;
          }
        }
        premises.add(
            Premises.of(
                row.getField(places.getOrDefault(idColumn, 0)),
                column -> row.getField(places.getOrDefault(column, 0))));
      }
    }
    return premises;
  }
}
