package io.linkgrid.spec;

import io.linkgrid.spec.ComparisonCheck.Comparison;
import io.linkgrid.spec.FileFormat.Header;
import io.linkgrid.spec.FileFormat.Quoting;
import io.linkgrid.spec.LinkSpec.Event;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a spec as a whole, of its files and its decisions; those of attributes, blocking
 * rules and comparisons have classes of their own, which this one calls and which do not call back.
 * All of them note what is wrong with a {@link YamlPart}, which knows where that goes. Every part
 * is read even when others have problems; a part that depends on one that cannot be read is checked
 * as far as possible, so that a mistake is told once and not at every place that refers to it.
 */
final class SpecCheck {
  private static final double MATCH = 0.7;
  private static final double REVIEW = 0.3;
  private static final double FOUND = 0.8;

  private final Problems problems;

  SpecCheck(Problems problems) {
    this.problems = problems;
  }

  /** The separators that have a word. */
  private enum Separator {
    DETECT("detect", FileFormat.DETECT),
    COMMA("comma", ','),
    TAB("tab", '\t'),
    SEMICOLON("semicolon", ';'),
    PIPE("pipe", '|');

    private final String word;
    private final char character;

    Separator(String word, char character) {
      this.word = word;
      this.character = character;
    }
  }

  private record Decisions(double match, double review, double found) {}

  /** Returns the spec, or throws everything that is wrong with it. */
  LinkSpec check(YamlPart whole) {
    Optional<YamlFields> fields =
        whole.fields(
            "the spec",
            List.of(
                "name",
                "columns",
                "other-names",
                "separator",
                "quoting",
                "record-id",
                "reference-id",
                "event",
                "attributes",
                "partition-by",
                "blocking",
                "comparisons",
                "at-most-one",
                "one-to-one",
                "prior-weight",
                "decisions"));
    if (fields.isEmpty()) {
      problems.throwIfAny();
    }
    YamlFields spec = fields.orElseThrow();

    Optional<String> name = spec.required("name").flatMap(YamlPart::name);
    // Without the word, the columns are the ones that other words name, and each file has a header.
    Optional<Set<String>> columns =
        spec.optional("columns").flatMap(YamlPart::texts).map(Map::keySet);
    boolean named = spec.optional("columns").isPresent();
    Optional<Character> separator = spec.optional("separator").flatMap(SpecCheck::separator);
    Optional<Quoting> quoting = spec.optional("quoting").flatMap(SpecCheck::quoting);
    Vocabulary columnNames = named ? Vocabulary.of("column", columns) : Vocabulary.open("column");
    Optional<String> recordId = spec.required("record-id").flatMap(p -> p.word(columnNames));
    Optional<String> referenceId = spec.optional("reference-id").flatMap(YamlPart::text);
    Optional<Event> event = spec.optional("event").flatMap(p -> event(p, columnNames));
    DeclaredAttributes attributes =
        new AttributeCheck(columnNames).check(spec.required("attributes"));
    Optional<String> partitionBy =
        spec.optional("partition-by").flatMap(p -> p.word(attributes.names()));
    List<BlockingRule> blocking =
        spec.required("blocking")
            .map(new BlockingCheck(attributes, partitionBy)::check)
            .orElse(List.of());
    ComparisonCheck comparisonCheck = new ComparisonCheck(attributes);
    List<Comparison> comparisons =
        spec.optional("comparisons")
            .map(comparisonCheck::check)
            .orElseGet(comparisonCheck::byDefault);
    spec.optional("comparisons")
        .or(() -> spec.optional("attributes"))
        .ifPresent(p -> ComparisonCheck.checkMost(p, comparisons.size()));
    boolean atMostOne = spec.optional("at-most-one").flatMap(YamlPart::yesOrNo).orElse(true);
    boolean oneToOne = spec.optional("one-to-one").flatMap(YamlPart::yesOrNo).orElse(false);
    Optional<Double> prior =
        spec.optional("prior-weight")
            .flatMap(p -> p.number(-LevelCheck.LARGEST_WEIGHT, LevelCheck.LARGEST_WEIGHT));
    Optional<LinkModel> model = fixedModel(spec, comparisons, prior);
    Decisions decisions =
        spec.optional("decisions")
            .map(SpecCheck::decisions)
            .orElse(new Decisions(MATCH, REVIEW, FOUND));

    List<String> allColumns =
        named
            ? columns.map(List::copyOf).orElse(List.of())
            : namedColumns(recordId.orElse(""), attributes, event.orElse(null));
    Map<String, String> otherNames =
        spec.optional("other-names")
            .map(p -> otherNames(p, allColumns, referenceId))
            .orElse(Map.of());

    problems.throwIfAny();
    return new LinkSpec(
        name.orElseThrow(),
        new FileFormat(
            separator.orElse(FileFormat.DETECT),
            quoting.orElse(Quoting.DETECT),
            allColumns,
            named ? Header.OPTIONAL : Header.REQUIRED,
            otherNames),
        recordId.orElseThrow(),
        referenceId.orElse(recordId.orElseThrow()),
        event,
        attributes.list().stream()
            .map(
                a ->
                    new Attribute(
                        a.name(),
                        a.columns(),
                        a.type().orElseThrow(),
                        a.survivorship(),
                        a.reading()))
            .toList(),
        partitionBy.map(attributes::position),
        blocking,
        comparisons.stream().map(Comparison::spec).toList(),
        atMostOne,
        oneToOne,
        model,
        decisions.match(),
        decisions.review(),
        decisions.found());
  }

  /** What columns are called in some files; a name stands for one column only. */
  private static Map<String, String> otherNames(
      YamlPart part, List<String> columns, Optional<String> referenceId) {
    Set<String> known = new LinkedHashSet<>(columns);
    referenceId.ifPresent(known::add);
    Vocabulary names = Vocabulary.of("column", known);
    Map<String, String> otherNames = new HashMap<>();
    part.mapping()
        .ifPresent(
            map ->
                map.forEach(
                    (column, list) -> {
                      names.problemWith(column, "").ifPresent(list::problem);
                      list.texts()
                          .ifPresent(
                              texts ->
                                  texts.forEach(
                                      (name, text) ->
                                          otherName(name, column, known, otherNames)
                                              .ifPresent(text::problem)));
                    }));
    return otherNames;
  }

  /** Notes another name of a column, or returns what is wrong with it. */
  private static Optional<String> otherName(
      String name, String column, Set<String> columns, Map<String, String> otherNames) {
    if (columns.contains(name)) {
      return Optional.of(
          Problems.quoted(name)
              + " is a column of the spec, so it cannot be another name of "
              + Problems.quoted(column)
              + ".");
    }
    String before = otherNames.putIfAbsent(name, column);
    return before == null || before.equals(column)
        ? Optional.empty()
        : Optional.of(
            Problems.quoted(name)
                + " is another name of "
                + Problems.quoted(before)
                + " already. A name stands for one column.");
  }

  private static List<String> namedColumns(
      String recordId, DeclaredAttributes attributes, @Nullable Event event) {
    Set<String> columns = new LinkedHashSet<>();
    columns.add(recordId);
    attributes.list().forEach(a -> columns.addAll(a.columns()));
    if (event != null) {
      columns.add(event.idColumn());
      columns.add(event.dateColumn());
    }
    return List.copyOf(columns);
  }

  /** Weights are given for all levels, together with a prior, or for none. */
  private static Optional<LinkModel> fixedModel(
      YamlFields spec, List<Comparison> comparisons, Optional<Double> prior) {
    Optional<YamlPart> part = spec.optional("prior-weight");
    boolean any = comparisons.stream().anyMatch(c -> c.weights().isPresent());
    boolean all = comparisons.stream().allMatch(c -> c.weights().isPresent());
    if (any && !all) {
      spec.whole()
          .problem(
              "some comparisons have weights and some have none. Give every level a weight, or give"
                  + " none and let the model be learnt.");
    } else if (any && part.isEmpty()) {
      spec.whole()
          .problem("missing word 'prior-weight' in the spec, which sets its weights by hand.");
    } else if (!any && part.isPresent() && !comparisons.isEmpty()) {
      part.get()
          .problem(
              "prior-weight goes with weights that are set by hand, and the levels have none. Leave"
                  + " it out, or give every level a weight.");
    }
    if (!any || !all) {
      return Optional.empty();
    }
    return prior.map(
        p ->
            new LinkModel(
                p,
                comparisons.stream()
                    .map(c -> ComparisonWeights.fixed(c.weights().orElseThrow()))
                    .toList(),
                List.of()));
  }

  private static Optional<Character> separator(YamlPart part) {
    Optional<String> text = part.characterOrWord();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (text.get().length() > 1) {
      return part.constant("separator", Separator.values(), s -> s.word).map(s -> s.character);
    }
    char character = text.get().charAt(0);
    if (Character.isLetterOrDigit(character)
        || Character.isSurrogate(character)
        || character == '"'
        || (character < ' ' && character != '\t')) {
      part.problem(
          "separator: "
              + Problems.quoted(text.get())
              + " cannot stand between columns. Expected another character, or one of: "
              + Arrays.stream(Separator.values()).map(s -> s.word).collect(Collectors.joining(", "))
              + ".");
    }
    return Optional.of(character);
  }

  private static Optional<Quoting> quoting(YamlPart part) {
    return part.constant("quoting", Quoting.values(), Quoting::word);
  }

  private static Optional<Event> event(YamlPart part, Vocabulary columns) {
    return part.fields("the event", List.of("id", "date"))
        .flatMap(
            fields -> {
              Optional<String> id = fields.required("id").flatMap(p -> p.word(columns));
              Optional<String> date = fields.required("date").flatMap(p -> p.word(columns));
              return id.flatMap(i -> date.map(d -> new Event(i, d)));
            });
  }

  private static Decisions decisions(YamlPart part) {
    Optional<YamlFields> fields = part.fields("the decisions", List.of("match", "review", "found"));
    Optional<YamlPart> matchPart = fields.flatMap(f -> f.optional("match"));
    Optional<YamlPart> reviewPart = fields.flatMap(f -> f.optional("review"));
    Optional<YamlPart> foundPart = fields.flatMap(f -> f.optional("found"));
    Optional<Double> found = foundPart.flatMap(p -> p.number(0, 1));
    Optional<Double> match = matchPart.flatMap(p -> p.number(0, 1));
    Optional<Double> review = reviewPart.flatMap(p -> p.number(0, 1));
    // A default stands in for a word that is left out, not for one that cannot be read.
    boolean isComparable =
        match.isPresent() == matchPart.isPresent() && review.isPresent() == reviewPart.isPresent();
    Decisions decisions =
        new Decisions(match.orElse(MATCH), review.orElse(REVIEW), found.orElse(FOUND));
    if (found.filter(number -> number == 0).isPresent()) {
      foundPart
          .orElseThrow()
          .problem("found: 0 makes one entity of every candidate pair. Expected more than 0.");
    }
    if (review.filter(number -> number == 0).isPresent()) {
      reviewPart
          .orElseThrow()
          .problem("review: 0 sends every pair to review. Expected more than 0.");
    } else if (isComparable && decisions.review() > decisions.match()) {
      part.problem(
          "review %s%s is above match %s%s. Expected 0 < review <= match <= 1."
              .formatted(
                  decisions.review(),
                  reviewPart.isPresent() ? "" : " (the default)",
                  decisions.match(),
                  matchPart.isPresent() ? "" : " (the default)"));
    }
    return decisions;
  }
}
