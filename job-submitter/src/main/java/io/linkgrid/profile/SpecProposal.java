package io.linkgrid.profile;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A spec for files that nobody has described yet: a start for a person, with the reasons written
 * beside it. The same files give the same text.
 *
 * @param yaml the text of the spec, which is valid
 * @param remarks sentences about what was not looked at, or is in one of the files alone
 */
public record SpecProposal(String yaml, List<String> remarks) {
  /** How many rows of a file are looked at. */
  public static final int MOST_ROWS = 200_000;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final int LONGEST_NAME = 63;
  private static final int MOST_KEYS = 8;

  private static final int SHOWN = 80;

  /** The share of rows that may differ when one column is said to go with another. */
  private static final double NEARLY_NONE = 0.01;

  private static final double MOST_PRESENT = 0.95;

  public SpecProposal {
    remarks = List.copyOf(remarks);
  }

  /**
   * Proposes a spec.
   *
   * @param files one file to find duplicates in, or two to link; each with a header
   * @param name the name of the spec; made from those of the files when absent
   * @throws LinkgridException if a file cannot be read, has no header, or holds nothing to link by,
   *     or if the name is none
   */
  public static SpecProposal of(List<Path> files, Optional<String> name) {
    return of(files, name, MOST_ROWS);
  }

  /** Proposes a spec after so many rows of each file. */
  static SpecProposal of(List<Path> files, Optional<String> name, int mostRows) {
    if (files.isEmpty() || files.size() > 2) {
      throw new IllegalArgumentException("A spec is for one file or two, not " + files.size());
    }
    name.filter(n -> !NAME.matcher(n).matches())
        .ifPresent(
            n -> {
              throw new LinkgridException(
                  Kind.USAGE,
                  "--name '"
                      + n
                      + "' is no name. Expected at most 63 of a-z, 0-9 and '-', a letter first.");
            });
    try {
      Path scratch = Files.createTempDirectory("linkgrid-spec-");
      try {
        return propose(
            IntStream.range(0, files.size())
                .mapToObj(
                    i -> HeaderedFile.open(files.get(i), i == 0 ? "A" : "B", scratch, mostRows))
                .toList(),
            name,
            mostRows);
      } finally {
        delete(scratch);
      }
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.DATA,
          "Cannot unpack into the directory for temporary files: "
              + e
              + ". Make room there, or name another one with -Djava.io.tmpdir.",
          e);
    }
  }

  private static SpecProposal propose(
      List<HeaderedFile> opened, Optional<String> givenName, int mostRows) {
    HeaderedFile first = opened.get(0);
    Map<String, String> otherNames =
        opened.size() == 2 ? ColumnPairs.of(first, opened.get(1)) : Map.of();
    List<HeaderedFile> files = new ArrayList<>(opened);
    if (!otherNames.isEmpty()) {
      Map<String, String> names = new HashMap<>();
      otherNames.forEach((column, name) -> names.put(name, column));
      files.set(1, opened.get(1).calling(names));
    }
    List<String> common =
        first.columns().stream().filter(c -> files.stream().allMatch(f -> f.has(c))).toList();
    if (common.isEmpty()) {
      throw new LinkgridException(
          Kind.DATA,
          String.format(
              Locale.ROOT,
              "%s and %s have no column in common, by name or by what it holds, and a spec is for both. The first has: %s. The"
                  + " second has: %s. Give columns that mean the same the same name.",
              first.name(),
              files.get(1).name(),
              Shown.names(first.columns()),
              Shown.names(files.get(1).columns())));
    }
    List<String> remarks = remarks(files, mostRows);
    Counted counted = count(files, common);
    ColumnChoice choice = ColumnChoice.of(counted.columns(), counted.together());
    if (choice.attributes().isEmpty()) {
      throw new LinkgridException(
          Kind.DATA,
          files.stream().map(HeaderedFile::name).collect(Collectors.joining(" and "))
              + ": no column holds anything to link by. "
              + choice.leftOut().entrySet().stream()
                  .limit(5)
                  .map(e -> "'" + Shown.text(e.getKey().name(), 40) + "': " + e.getValue())
                  .collect(Collectors.joining("; "))
              + ". Check that this is the right file, or write a spec by hand: see 'linkgrid spec"
              + " show restaurants'.");
    }
    SpecDraft draft =
        new SpecDraft(
            givenName.orElseGet(() -> nameFor(files)), files, otherNames, choice, remarks);
    // A rule for each attribute first, so that they can be counted; then those that are worth it.
    LinkSpec all = parse(draft.yaml(RuleChoice.all(choice.attributes()), new Repeats(0, 0)));
    CandidateCount candidates = CandidateCount.of(all, files);
    RuleChoice rules = RuleChoice.of(choice.attributes(), all, candidates);
    String yaml = draft.yaml(rules, Repeats.of(choice.attributes(), candidates.mentions()));
    parse(yaml);
    return new SpecProposal(yaml, remarks);
  }

  private static LinkSpec parse(String yaml) {
    return SpecReader.parse(yaml, "the proposed spec");
  }

  private static List<String> remarks(List<HeaderedFile> files, int mostRows) {
    List<String> remarks = new ArrayList<>();
    for (HeaderedFile file : files) {
      if (file.isCut()) {
        remarks.add(
            String.format(
                Locale.ROOT,
                "Of the %,d rows of %s only the first %,d were looked at.",
                file.rows(),
                shown(file.name()),
                mostRows));
      }
      if (!file.ambiguous().isEmpty()) {
        remarks.add(
            "The header of "
                + shown(file.name())
                + " names more than one column so, and none of them can be used: "
                + Shown.names(file.ambiguous().stream().distinct().toList())
                + ".");
      }
      List<String> alone =
          file.columns().stream().filter(c -> !files.stream().allMatch(f -> f.has(c))).toList();
      if (!alone.isEmpty()) {
        remarks.add(
            "Only "
                + shown(file.name())
                + " has these columns, so they cannot be used: "
                + Shown.names(alone)
                + ".");
      }
    }
    return remarks;
  }

  /** The columns, and which of them have a value in the rows in which a key has one. */
  private record Counted(List<ColumnProfile> columns, Map<String, Set<String>> together) {}

  private static Counted count(List<HeaderedFile> files, List<String> columns) {
    List<ColumnCounter> counters = columns.stream().map(ColumnCounter::new).toList();
    int[] keys =
        IntStream.range(0, columns.size())
            .filter(i -> ColumnWords.of(columns.get(i)).nameAKey())
            .limit(MOST_KEYS)
            .toArray();
    long[][] apart = new long[keys.length][columns.size()];
    boolean[] present = new boolean[columns.size()];
    for (HeaderedFile file : files) {
      file.read(
          columns,
          row -> {
            for (int i = 0; i < present.length; i++) {
              present[i] = counters.get(i).add(row.fields().get(i));
            }
            for (int k = 0; k < keys.length; k++) {
              for (int i = 0; i < present.length; i++) {
                apart[k][i] += present[keys[k]] == present[i] ? 0 : 1;
              }
            }
          });
      counters.forEach(ColumnCounter::endFile);
    }
    List<ColumnProfile> profiles = counters.stream().map(ColumnCounter::profile).toList();
    Map<String, Set<String>> together = new HashMap<>();
    for (int k = 0; k < keys.length; k++) {
      ColumnProfile key = profiles.get(keys[k]);
      Set<String> companions = new HashSet<>();
      for (int i = 0; i < profiles.size(); i++) {
        if (i != keys[k] && apart[k][i] <= NEARLY_NONE * key.rows()) {
          companions.add(columns.get(i));
        }
      }
      // What is there in nearly all rows goes with everything.
      if (key.presence() <= MOST_PRESENT) {
        together.put(key.name(), companions);
      }
    }
    return new Counted(profiles, together);
  }

  /** Makes a name of those of the files, without their endings. */
  private static String nameFor(List<HeaderedFile> files) {
    String name =
        files.stream()
            .map(file -> file.name().replaceFirst("(\\.[A-Za-z0-9]{1,4}){1,2}$", ""))
            .map(base -> base.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"))
            .map(base -> base.replaceAll("^[^a-z]+|-+$", ""))
            .filter(base -> !base.isEmpty())
            .distinct()
            .collect(Collectors.joining("-"));
    String whole = name.length() > 1 ? name : "records";
    return whole.substring(0, Math.min(whole.length(), LONGEST_NAME)).replaceFirst("-+$", "");
  }

  private static String shown(String name) {
    return Shown.text(name, SHOWN);
  }

  private static void delete(Path scratch) throws IOException {
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
