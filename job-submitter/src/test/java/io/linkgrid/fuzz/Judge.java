package io.linkgrid.fuzz;

import io.linkgrid.clean.RecordCleaner;
import io.linkgrid.model.CleanRecord;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.model.Provenance;
import io.linkgrid.model.RejectedRecord;
import io.linkgrid.model.SourceRecord;
import io.linkgrid.source.Chunk;
import io.linkgrid.source.ChunkReader;
import io.linkgrid.source.FileSurvey;
import io.linkgrid.source.SurveyedFile;
import io.linkgrid.spec.ComparisonWeights;
import io.linkgrid.spec.FileFormat.Quoting;
import io.linkgrid.spec.LinkModel;
import io.linkgrid.spec.TermTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes a file in as a run does and says what became of it; an {@link AssertionError} where that is
 * not what is promised: each row is a record or a reject, once, with its place; a file that cannot
 * be used is refused with a sentence.
 */
final class Judge {
  /** What became of a file. */
  enum Outcome {
    READ,
    REJECTED_IN_PART,
    REFUSED;

    String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private static final int LONGEST_MESSAGE = 3_000;
  private static final int PLAIN_LOOK = 4 << 20;
  private static final Pattern CODE =
      Pattern.compile("\\b(java|javax|sun|jdk|io\\.linkgrid)\\.\\w+|Exception|\\bError\\b");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\n]]");

  private Judge() {}

  /** What a reading gave. */
  private record Taken(List<SourceRecord> rows, List<RejectedRecord> rejects) {}

  /** Takes in a file that lies in a directory of its own, and cleans the directory up. */
  static Outcome of(FuzzedFile file, Path directory) throws IOException {
    Path path = Files.write(directory.resolve(file.name()), file.bytes());
    Path spool = directory.resolve("spool");
    try {
      return taken(file, path, spool);
    } catch (LinkgridException refusal) {
      sentence(refusal, Kind.DATA);
      check(
          file.expected().isEmpty(),
          "a file with nothing wrong was refused: " + refusal.getMessage());
      return Outcome.REFUSED;
    } finally {
      Files.delete(path);
      remove(spool);
    }
  }

  /** Checks what a person is told. */
  static void sentence(LinkgridException refusal, Kind kind) {
    String message = refusal.getMessage();
    check(refusal.kind() == kind, "the kind is " + refusal.kind() + ": " + message);
    check(!message.isBlank(), "there is no message");
    check(message.length() <= LONGEST_MESSAGE, message.length() + " characters: " + message);
    check(!CONTROL.matcher(message).find(), "control characters in: " + message);
    check(!CODE.matcher(message).find(), "names of classes in: " + message);
  }

  private static Outcome taken(FuzzedFile file, Path path, Path spool) throws IOException {
    SurveyedFile surveyed =
        FileSurvey.survey(path, "records", file.format(), spool, seen -> {}, 1 << 16);
    Taken taken = read(surveyed);
    accounted(surveyed, taken);
    SurveyedFile cutOften = FileSurvey.survey(path, "records", file.format(), spool, s -> {}, 1);
    check(cutOften.fileId() == surveyed.fileId(), "the file has two ids");
    if (cutOften.chunks().size() < 1_000) {
      check(read(cutOften).equals(taken), "it matters where the file is cut");
    }
    file.expected().ifPresent(expected -> asExpected(expected, taken));
    int rejectedLater = clean(taken.rows());
    return taken.rejects().size() + rejectedLater > 0 ? Outcome.REJECTED_IN_PART : Outcome.READ;
  }

  private static Taken read(SurveyedFile surveyed) throws IOException {
    Taken taken = new Taken(new ArrayList<>(), new ArrayList<>());
    ChunkReader reader = new ChunkReader(surveyed, FuzzedSpec.COLUMNS);
    for (Chunk chunk : surveyed.chunks()) {
      reader.read(chunk, taken.rows()::add, taken.rejects()::add);
    }
    return taken;
  }

  private static void accounted(SurveyedFile surveyed, Taken taken) throws IOException {
    TreeMap<Long, Provenance> places = new TreeMap<>();
    taken.rows().forEach(row -> once(places, row.origin()));
    taken.rejects().forEach(reject -> once(places, reject.origin()));
    check(
        places.size() == surveyed.rows()
            && places.firstKey() == 1
            && places.lastKey() == surveyed.rows(),
        "of " + surveyed.rows() + " rows there are " + places.size());
    long line = 0;
    for (Provenance place : places.values()) {
      check(place.line() > line, "row " + place.row() + " is on line " + place.line());
      line = place.line();
    }
    taken.rejects().forEach(Judge::complete);
    taken
        .rows()
        .forEach(
            row -> {
              check(row.fields().size() == FuzzedSpec.COLUMNS.size(), "fields: " + row);
              row.fields().forEach(Judge::storable);
            });
    if (surveyed.bytes() <= PLAIN_LOOK) {
      long plain =
          plainRows(
              Files.readString(Path.of(surveyed.path()), StandardCharsets.ISO_8859_1),
              surveyed.separator(),
              surveyed.quoting() == Quoting.DOUBLE_QUOTES);
      check(
          plain == surveyed.rows() || plain == surveyed.rows() + 1,
          "the file has " + plain + " rows, but " + surveyed.rows() + " were read");
    }
  }

  private static void once(Map<Long, Provenance> places, Provenance place) {
    check(places.put(place.row(), place) == null, "row " + place.row() + " is there twice");
  }

  private static void complete(RejectedRecord reject) {
    check(!reject.reason().isBlank(), "no reason: " + reject.origin());
    check(!CONTROL.matcher(reject.reason()).find(), "control characters: " + reject.reason());
    check(!CODE.matcher(reject.reason()).find(), "names of classes: " + reject.reason());
    storable(reject.raw());
  }

  /** Postgres takes no NUL, and UTF-8 no half of a pair. */
  private static void storable(String text) {
    check(text.indexOf('\0') < 0, "a NUL is left");
    check(
        text.codePoints()
            .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE),
        "half of a pair of surrogates is left");
  }

  private static void asExpected(List<List<String>> expected, Taken taken) {
    check(taken.rejects().isEmpty(), "rejected without need: " + taken.rejects());
    List<List<String>> fields = taken.rows().stream().map(SourceRecord::fields).toList();
    check(fields.equals(expected), "expected " + expected + "\nbut read " + fields);
  }

  private static int clean(List<SourceRecord> rows) {
    RecordCleaner cleaner = new RecordCleaner(FuzzedSpec.SPEC);
    int rejected = 0;
    for (SourceRecord row : rows) {
      List<CleanRecord> cleaned = new ArrayList<>();
      List<RejectedRecord> rejects = new ArrayList<>();
      cleaner.clean(row, cleaned::add, rejects::add);
      check(cleaned.size() + rejects.size() == 1, "neither record nor reject: " + row.origin());
      rejects.forEach(Judge::complete);
      cleaned.forEach(
          record -> {
            record.mention().values().forEach(Judge::storable);
            check(record.eventDate().matches("(\\d{4}-\\d\\d-\\d\\d)?"), record.eventDate());
          });
      rejected += rejects.size();
    }
    return rejected;
  }

  /** Counts rows as simply as can be. */
  private static long plainRows(String text, char separator, boolean quoting) {
    long rows = 0;
    boolean inQuotes = false;
    boolean fieldStarts = true;
    boolean anything = false;
    int mark = text.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
    for (int i = mark; i < text.length(); i++) {
      char c = text.charAt(i);
      if (inQuotes) {
        if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
          i++;
        } else if (c == '"') {
          inQuotes = false;
        }
        continue;
      }
      if (c == '\n' || c == '\r') {
        rows += anything ? 1 : 0;
        anything = false;
        fieldStarts = true;
        continue;
      }
      inQuotes = quoting && c == '"' && fieldStarts;
      anything = true;
      fieldStarts = c == separator;
    }
    return rows + (anything ? 1 : 0);
  }

  /** Reads a spec or a model that may be damaged. */
  static Outcome of(Runnable reading, Kind kind) {
    try {
      reading.run();
      return Outcome.READ;
    } catch (LinkgridException refusal) {
      sentence(refusal, kind);
      return Outcome.REFUSED;
    }
  }

  /** A model that is read weighs with numbers. */
  static void usable(LinkModel model) {
    check(Double.isFinite(model.priorWeight()), "the prior is " + model.priorWeight());
    for (ComparisonWeights weights : model.comparisons()) {
      for (double[] row : weights.weights()) {
        check(Arrays.stream(row).allMatch(Double::isFinite), "weights: " + weights);
      }
      check(Arrays.stream(weights.m()).allMatch(Judge::isShare), "m: " + weights);
      check(Arrays.stream(weights.u()).allMatch(Judge::isShare), "u: " + weights);
      check(weights.commonness() >= 0 && weights.commonness() < 1e18, "commonness: " + weights);
    }
    for (TermTable terms : model.terms()) {
      check(terms.records() >= 0, "records: " + terms);
      check(terms.values().values().stream().allMatch(n -> n > 0), "values: " + terms);
      check(terms.words().values().stream().allMatch(n -> n > 0), "words: " + terms);
    }
  }

  private static boolean isShare(double share) {
    return share >= 0 && share <= 1;
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(
          otherwise.length() > LONGEST_MESSAGE
              ? otherwise.substring(0, LONGEST_MESSAGE)
              : otherwise);
    }
  }

  private static void remove(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** A nonempty answer is the first fault that a seed shows. */
  static Optional<Throwable> faultOf(Runnable judging) {
    try {
      judging.run();
      return Optional.empty();
    } catch (RuntimeException | AssertionError | StackOverflowError | OutOfMemoryError e) {
      return Optional.of(e);
    }
  }
}
