package io.linkgrid.spec;

import io.linkgrid.spec.ComparisonSpec.Level;
import io.linkgrid.spec.FileFormat.Header;
import io.linkgrid.spec.FileFormat.Quoting;
import io.linkgrid.spec.LinkSpec.Event;
import io.linkgrid.spec.Measure.Bound;
import io.linkgrid.spec.Reading.Letters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a spec. Every part is read even when others have problems; a part that depends on
 * one that cannot be read is checked as far as possible, so that a mistake is told once and not at
 * every place that refers to it.
 */
final class SpecCheck {
  private static final int LARGEST_WEIGHT = 100;

  /** The levels of a pair in all comparisons are kept in 64 bits, four bits for each. */
  private static final int MOST_COMPARISONS = 16;

  /** One of the sixteen values of four bits says that a value is absent. */
  private static final int MOST_LEVELS = 15;

  private static final double MATCH = 0.7;
  private static final double REVIEW = 0.3;
  private static final double FOUND = 0.8;

  private static final int LARGEST_BOUND = 1_000_000_000;

  private static final List<String> ONE_CONDITION =
      List.of("measure", "attribute", "with", "at-least", "at-most");

  /** The words of a level that only one with conditions has. */
  private static final List<String> CONDITION_WORDS =
      List.of("measure", "all", "attribute", "with", "at-most");

  private static final List<String> LEVEL_WORDS =
      List.of("label", "at-least", "weight", "measure", "attribute", "with", "at-most", "all");

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

  /**
   * An attribute that other parts of the spec can refer to, even when something is wrong with it.
   */
  private record Declared(
      String name,
      List<String> columns,
      Optional<AttributeType> type,
      SurvivorshipRule survivorship,
      Reading reading) {}

  /** The attributes of a spec in their order. */
  private record DeclaredAttributes(List<Declared> list, Vocabulary names) {
    int position(String name) {
      return names.words().indexOf(name);
    }

    Optional<AttributeType> type(String name) {
      int position = position(name);
      return position < 0 ? Optional.empty() : list.get(position).type();
    }
  }

  private record Decisions(double match, double review, double found) {}

  /** A comparison, and its weights when the spec sets them by hand. */
  private record Comparison(ComparisonSpec spec, Optional<double[]> weights) {}

  /** Levels, and their weights when the spec sets them by hand. */
  private record Levels(List<Level> levels, Optional<double[]> weights, ReachedBy reachedBy) {}

  /** How a pair reaches the levels of a comparison. */
  private enum ReachedBy {
    /** By the similarity that the comparator gives. */
    SIMILARITY,
    /** By what each level says itself. */
    CONDITIONS
  }

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
    Optional<Character> separator = spec.optional("separator").flatMap(this::separator);
    Optional<Quoting> quoting = spec.optional("quoting").flatMap(this::quoting);
    Vocabulary columnNames = named ? Vocabulary.of("column", columns) : Vocabulary.open("column");
    Optional<String> recordId = spec.required("record-id").flatMap(p -> p.word(columnNames));
    Optional<String> referenceId = spec.optional("reference-id").flatMap(YamlPart::text);
    Optional<Event> event = spec.optional("event").flatMap(p -> event(p, columnNames));
    DeclaredAttributes attributes = attributes(spec.required("attributes"), columnNames);
    Optional<String> partitionBy =
        spec.optional("partition-by").flatMap(p -> p.word(attributes.names()));
    List<BlockingRule> blocking =
        spec.required("blocking").map(p -> blocking(p, attributes, partitionBy)).orElse(List.of());
    List<Comparison> comparisons =
        spec.optional("comparisons")
            .map(p -> comparisons(p, attributes))
            .orElseGet(() -> byDefault(attributes));
    spec.optional("comparisons")
        .or(() -> spec.optional("attributes"))
        .ifPresent(p -> checkMost(p, comparisons.size()));
    boolean atMostOne = spec.optional("at-most-one").flatMap(YamlPart::yesOrNo).orElse(true);
    boolean oneToOne = spec.optional("one-to-one").flatMap(YamlPart::yesOrNo).orElse(false);
    Optional<Double> prior =
        spec.optional("prior-weight").flatMap(p -> p.number(-LARGEST_WEIGHT, LARGEST_WEIGHT));
    Optional<LinkModel> model = fixedModel(spec, comparisons, prior);
    Decisions decisions =
        spec.optional("decisions").map(this::decisions).orElse(new Decisions(MATCH, REVIEW, FOUND));

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

  /** Every attribute is compared as its type is by default. */
  private static List<Comparison> byDefault(DeclaredAttributes attributes) {
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < attributes.list().size(); i++) {
      int position = i;
      attributes
          .list()
          .get(i)
          .type()
          .map(ComparatorName::defaultFor)
          .ifPresent(
              comparator ->
                  comparisons.add(
                      new Comparison(
                          new ComparisonSpec(position, comparator, comparator.defaultLevels()),
                          Optional.empty())));
    }
    return comparisons;
  }

  private static void checkMost(YamlPart part, int comparisons) {
    if (comparisons > MOST_COMPARISONS) {
      part.problem(
          "the spec has "
              + comparisons
              + " comparisons, at most "
              + MOST_COMPARISONS
              + " are possible. Name the attributes that say most under 'comparisons', or join"
              + " columns into one attribute.");
    }
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

  private Optional<Character> separator(YamlPart part) {
    Optional<String> text = part.characterOrWord();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (text.get().length() > 1) {
      return enumWord(part, "separator", Separator.values(), s -> s.word).map(s -> s.character);
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

  private Optional<Quoting> quoting(YamlPart part) {
    return enumWord(part, "quoting", Quoting.values(), Quoting::word);
  }

  private Optional<Event> event(YamlPart part, Vocabulary columns) {
    return part.fields("the event", List.of("id", "date"))
        .flatMap(
            fields -> {
              Optional<String> id = fields.required("id").flatMap(p -> p.word(columns));
              Optional<String> date = fields.required("date").flatMap(p -> p.word(columns));
              return id.flatMap(i -> date.map(d -> new Event(i, d)));
            });
  }

  private DeclaredAttributes attributes(Optional<YamlPart> part, Vocabulary columns) {
    Optional<Map<String, YamlPart>> byName = part.flatMap(YamlPart::mapping);
    List<Declared> declared = new ArrayList<>();
    byName.ifPresent(
        map -> map.forEach((name, value) -> declared.add(attribute(name, value, columns))));
    return new DeclaredAttributes(
        declared, Vocabulary.of("attribute", byName.map(map -> map.keySet())));
  }

  private Declared attribute(String name, YamlPart part, Vocabulary columns) {
    part.checkName(name);
    String place = "attribute " + Problems.quoted(name);
    Optional<YamlFields> found =
        part.fields(
            place,
            List.of("column", "columns", "type", "survivorship", "letters", "extract", "format"));
    if (found.isEmpty()) {
      return new Declared(
          name, List.of(), Optional.empty(), SurvivorshipRule.MOST_FREQUENT, Reading.PLAIN);
    }
    YamlFields fields = found.get();
    Optional<AttributeType> type =
        fields
            .required("type")
            .flatMap(p -> enumWord(p, "type", AttributeType.values(), AttributeType::word));
    SurvivorshipRule survivorship =
        fields
            .optional("survivorship")
            .flatMap(
                p ->
                    enumWord(
                        p, "survivorship rule", SurvivorshipRule.values(), SurvivorshipRule::word))
            .orElse(SurvivorshipRule.MOST_FREQUENT);
    Reading reading = reading(fields, type);
    if (fields.optional("column").isPresent() == fields.optional("columns").isPresent()) {
      part.problem(
          place
              + ": expected either 'column: NAME' or 'columns: [NAME, NAME]', found "
              + (fields.optional("column").isPresent() ? "both." : "neither."));
      return new Declared(name, List.of(), type, survivorship, reading);
    }
    Optional<List<String>> used =
        fields
            .optional("column")
            .map(p -> p.word(columns).map(List::of))
            .orElseGet(() -> fields.required("columns").flatMap(p -> columns(p, columns)));
    if (type.filter(AttributeType.COORDINATES::equals).isPresent()
        && used.isPresent()
        && fields.optional("columns").flatMap(YamlPart::list).map(List::size).orElse(1) != 2) {
      part.problem(
          place
              + ": coordinates come from two columns. Expected 'columns: [LATITUDE, LONGITUDE]'.");
    }
    return new Declared(name, used.orElse(List.of()), type, survivorship, reading);
  }

  private Reading reading(YamlFields fields, Optional<AttributeType> type) {
    for (String word : List.of("letters", "extract")) {
      onlyOf(fields, word, type, AttributeType.VERBATIM);
    }
    onlyOf(fields, "format", type, AttributeType.DATE);
    return new Reading(
        fields
            .optional("letters")
            .flatMap(p -> enumWord(p, "letters", Letters.values(), Letters::word))
            .orElse(Letters.AS_THEY_ARE),
        fields.optional("extract").flatMap(SpecCheck::expression).orElse(""),
        fields.optional("format").flatMap(SpecCheck::format).orElse(""));
  }

  private static void onlyOf(
      YamlFields fields, String word, Optional<AttributeType> type, AttributeType only) {
    if (type.isPresent() && type.get() != only) {
      fields
          .optional(word)
          .ifPresent(
              p ->
                  p.problem(
                      "%s goes with type '%s', but %s is of type '%s'. Leave it out."
                          .formatted(word, only.word(), fields.place(), type.get().word())));
    }
  }

  private static Optional<String> expression(YamlPart part) {
    Optional<String> text = part.text();
    try {
      text.ifPresent(Pattern::compile);
      return text;
    } catch (PatternSyntaxException e) {
      part.problem(
          "extract: %s is no regular expression: %s."
              .formatted(
                  Problems.quoted(text.orElseThrow()), Problems.oneLine(e.getDescription())));
      return Optional.empty();
    }
  }

  private static Optional<String> format(YamlPart part) {
    Optional<String> text = part.text();
    boolean isFormat =
        text.map(t -> t.replaceFirst("yyyy", "").replaceFirst("MM", "").replaceFirst("dd", ""))
            .filter(rest -> rest.length() == text.orElseThrow().length() - 8)
            .filter(rest -> rest.chars().noneMatch(Character::isLetterOrDigit))
            .isPresent();
    if (text.isPresent() && !isFormat) {
      part.problem(
          "format: %s is no way to write dates. Expected yyyy, MM and dd, each once, with signs or blanks between them, such as dd/MM/yyyy."
              .formatted(Problems.quoted(text.get())));
      return Optional.empty();
    }
    return text;
  }

  private static Optional<List<String>> columns(YamlPart part, Vocabulary columns) {
    Optional<Map<String, YamlPart>> texts = part.texts();
    texts.ifPresent(map -> map.values().forEach(column -> column.word(columns)));
    return texts.map(map -> List.copyOf(map.keySet()));
  }

  private List<BlockingRule> blocking(
      YamlPart part, DeclaredAttributes attributes, Optional<String> partitionBy) {
    List<BlockingRule> rules = new ArrayList<>();
    Map<String, Integer> lineOfName = new HashMap<>();
    Map<Set<String>, String> ruleOfKey = new HashMap<>();
    List<YamlPart> parts = part.list().orElse(List.of());
    for (int i = 0; i < parts.size(); i++) {
      Optional<YamlFields> found =
          parts.get(i).fields("blocking rule " + (i + 1), List.of("name", "key", "cap"));
      if (found.isEmpty()) {
        continue;
      }
      Optional<YamlPart> namePart = found.get().required("name");
      Optional<String> name = namePart.flatMap(YamlPart::name);
      name.ifPresent(text -> checkOnce(namePart.orElseThrow(), text, lineOfName));
      Optional<YamlPart> keyPart = found.get().required("key");
      Optional<Map<String, YamlPart>> key = keyPart.flatMap(YamlPart::texts);
      if (key.isEmpty()) {
        continue;
      }
      List<KeyPart> keyParts = new ArrayList<>();
      key.get().forEach((text, p) -> keyParts.add(keyPart(text, p, attributes)));
      Set<String> texts = key.get().keySet();
      String shown = name.orElse(Integer.toString(i + 1));
      String earlier = ruleOfKey.putIfAbsent(Set.copyOf(texts), shown);
      if (i == 0 && partitionBy.filter(a -> !texts.equals(Set.of(a))).isPresent()) {
        keyPart
            .orElseThrow()
            .problem(
                "the first blocking rule is the partition: its key must be ["
                    + partitionBy.get()
                    + "], the attribute of 'partition-by', but is "
                    + Problems.quoted(texts.toString())
                    + ".");
      } else if (earlier != null) {
        keyPart
            .orElseThrow()
            .problem(
                "blocking rule %s has the same key as rule %s. Leave one of them out."
                    .formatted(Problems.quoted(shown), Problems.quoted(earlier)));
      }
      int cap = found.get().optional("cap").flatMap(YamlPart::cap).orElse(BlockingRule.USUAL_CAP);
      rules.add(new BlockingRule(name.orElse(""), keyParts, cap));
    }
    return rules;
  }

  private static KeyPart keyPart(String text, YamlPart where, DeclaredAttributes attributes) {
    int dot = text.indexOf('.');
    String attribute = dot < 0 ? text : text.substring(0, dot);
    String part = dot < 0 ? "" : text.substring(dot + 1);
    attributes.names().problemWith(attribute, "").ifPresent(where::problem);
    if (dot >= 0) {
      attributes.type(attribute).ifPresent(type -> checkPart(attribute, type, part, where));
    }
    return new KeyPart(attributes.position(attribute), part);
  }

  private static void checkPart(String attribute, AttributeType type, String part, YamlPart where) {
    String of = "attribute " + Problems.quoted(attribute) + " of type '" + type.word() + "'";
    if (type.parts().isEmpty()) {
      where.problem(
          of + " has no parts. Write " + Problems.quoted(attribute) + " for its whole value.");
    } else {
      Vocabulary.of("part", type.parts()).problemWith(part, " of " + of).ifPresent(where::problem);
    }
  }

  private List<Comparison> comparisons(YamlPart part, DeclaredAttributes attributes) {
    List<Comparison> comparisons = new ArrayList<>();
    part.mapping()
        .orElse(Map.of())
        .forEach(
            (attribute, value) -> {
              attributes.names().problemWith(attribute, "").ifPresent(value::problem);
              comparison(attribute, value, attributes).ifPresent(comparisons::add);
            });
    return comparisons;
  }

  private Optional<Comparison> comparison(
      String attribute, YamlPart part, DeclaredAttributes attributes) {
    Optional<YamlFields> fields =
        part.fields(
            "comparison " + Problems.quoted(attribute), List.of("comparator", "levels", "absent"));
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    Optional<YamlPart> word = fields.get().optional("comparator");
    Optional<ComparatorName> comparator =
        word.flatMap(
            p ->
                enumWord(
                    p,
                    "comparator",
                    ComparatorName.nameable().toArray(ComparatorName[]::new),
                    ComparatorName::word));
    Optional<AttributeType> type = attributes.type(attribute);
    if (comparator.isPresent() && type.isPresent() && !comparator.get().fits(type.get())) {
      word.orElseThrow()
          .problem(
              "comparator '%s' does not fit attribute %s of type '%s'. Expected one of: %s."
                  .formatted(
                      comparator.get().word(),
                      Problems.quoted(attribute),
                      type.get().word(),
                      ComparatorName.fitting(type.get()).stream()
                          .map(ComparatorName::word)
                          .collect(Collectors.joining(", "))));
    }
    Optional<Levels> levels =
        fields.get().optional("levels").map(p -> levels(p, attribute, attributes));
    Optional<YamlPart> absent = fields.get().optional("absent");
    if (levels.filter(l -> l.reachedBy() == ReachedBy.CONDITIONS).isPresent()) {
      word.ifPresent(
          p ->
              p.problem(
                  "comparator: the levels of comparison %s have measures of their own. Leave the comparator out."
                      .formatted(Problems.quoted(attribute))));
      int position = attributes.position(attribute);
      return Optional.of(
          new Comparison(
              new ComparisonSpec(
                  position,
                  ComparatorName.BY_LEVEL,
                  levels.get().levels(),
                  absent.map(p -> absent(p, attributes)).orElse(List.of(position))),
              levels.get().weights()));
    }
    absent.ifPresent(
        p ->
            p.problem(
                "absent goes with levels that have measures, and those of comparison %s have none. Leave it out."
                    .formatted(Problems.quoted(attribute))));
    return comparator
        .or(() -> word.isPresent() ? Optional.empty() : type.map(ComparatorName::defaultFor))
        .map(
            c ->
                new Comparison(
                    new ComparisonSpec(
                        attributes.position(attribute),
                        c,
                        levels.map(Levels::levels).orElse(c.defaultLevels())),
                    levels.flatMap(Levels::weights)));
  }

  /** The attributes that must all be absent for a pair to have no level. */
  private static List<Integer> absent(YamlPart part, DeclaredAttributes attributes) {
    if (part.isWord("never")) {
      return List.of();
    }
    Map<String, YamlPart> names = part.texts().orElse(Map.of());
    names.forEach((name, p) -> attributes.names().problemWith(name, "").ifPresent(p::problem));
    return names.keySet().stream().map(attributes::position).toList();
  }

  private Levels levels(YamlPart part, String attribute, DeclaredAttributes attributes) {
    List<YamlPart> parts = part.list().orElse(List.of());
    if (parts.size() == 1) {
      part.problem("levels: expected at least two, found one.");
    }
    if (parts.size() > MOST_LEVELS) {
      part.problem(
          "levels: expected at most "
              + MOST_LEVELS
              + ", found "
              + parts.size()
              + ". Join levels that say nearly the same.");
    }
    List<Level> levels = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    Map<String, Integer> lineOfLabel = new HashMap<>();
    Optional<Double> atLeastBefore = Optional.empty();
    Optional<Double> weightBefore = Optional.empty();
    List<Optional<YamlFields>> all = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      all.add(parts.get(i).fields("level " + (i + 1), LEVEL_WORDS));
    }
    ReachedBy reachedBy =
        all.stream()
                .flatMap(Optional::stream)
                .anyMatch(f -> CONDITION_WORDS.stream().anyMatch(w -> f.optional(w).isPresent()))
            ? ReachedBy.CONDITIONS
            : ReachedBy.SIMILARITY;
    for (int i = 0; i < parts.size(); i++) {
      Optional<YamlFields> found = all.get(i);
      if (found.isEmpty()) {
        continue;
      }
      Optional<YamlPart> labelPart = found.get().required("label");
      Optional<String> label = labelPart.flatMap(YamlPart::text);
      label.ifPresent(text -> checkOnce(labelPart.orElseThrow(), text, lineOfLabel));
      boolean isLast = i == parts.size() - 1;
      boolean hasConditions = reachedBy == ReachedBy.CONDITIONS;
      Optional<Double> atLeast =
          hasConditions ? Optional.empty() : atLeast(found.get(), isLast, atLeastBefore);
      // Who says what must hold for each level may well weigh a later one more.
      Optional<Double> weight =
          weight(found.get(), hasConditions ? Optional.empty() : weightBefore);
      levels.add(
          new Level(
              label.orElse(""),
              atLeast.orElse(0.0),
              hasConditions ? conditions(found.get(), isLast, attribute, attributes) : List.of()));
      // A weight that cannot be read has its problem already and is not one that is left out.
      found.get().optional("weight").ifPresent(p -> weights.add(weight.orElse(0.0)));
      atLeastBefore = atLeast.isPresent() ? atLeast : atLeastBefore;
      weightBefore = weight.isPresent() ? weight : weightBefore;
    }
    if (!weights.isEmpty() && weights.size() < levels.size()) {
      part.problem("some levels have a weight and some have none. Give all of them one, or none.");
    }
    return new Levels(
        levels,
        weights.isEmpty()
            ? Optional.empty()
            : Optional.of(weights.stream().mapToDouble(Double::doubleValue).toArray()),
        reachedBy);
  }

  private List<Condition> conditions(
      YamlFields level, boolean isLast, String attribute, DeclaredAttributes attributes) {
    if (isLast) {
      Stream.concat(CONDITION_WORDS.stream(), Stream.of("at-least"))
          .flatMap(word -> level.optional(word).stream())
          .limit(1)
          .forEach(
              p -> p.problem("the last level takes everything else. Leave out what is measured."));
      return List.of();
    }
    Optional<YamlPart> all = level.optional("all");
    if (all.isPresent() == level.optional("measure").isPresent()) {
      level
          .whole()
          .problem(
              "%s: expected either 'measure' or 'all', found %s. Only the last level takes everything else."
                  .formatted(level.place(), all.isPresent() ? "both" : "neither"));
      return List.of();
    }
    if (all.isEmpty()) {
      return condition(level, attribute, attributes).stream().toList();
    }
    List<Condition> conditions = new ArrayList<>();
    for (YamlPart part : all.get().list().orElse(List.of())) {
      part.fields("a condition of " + level.place(), ONE_CONDITION)
          .filter(fields -> fields.required("measure").isPresent())
          .flatMap(fields -> condition(fields, attribute, attributes))
          .ifPresent(conditions::add);
    }
    return conditions;
  }

  private Optional<Condition> condition(
      YamlFields fields, String byDefault, DeclaredAttributes attributes) {
    Optional<Measure> measure =
        fields
            .required("measure")
            .flatMap(p -> enumWord(p, "measure", Measure.values(), Measure::word));
    Optional<String> attribute =
        fields
            .optional("attribute")
            .map(p -> p.word(attributes.names()))
            .orElse(Optional.of(byDefault));
    Optional<String> with = fields.optional("with").flatMap(p -> p.word(attributes.names()));
    if (measure.isEmpty() || attribute.isEmpty()) {
      return Optional.empty();
    }
    Stream.concat(attribute.stream(), with.stream())
        .forEach(name -> checkFits(fields, measure.get(), name, attributes));
    return bound(fields, measure.get())
        .map(
            bound ->
                new Condition(
                    measure.get(),
                    attributes.position(attribute.get()),
                    with.map(attributes::position),
                    bound));
  }

  private static void checkFits(
      YamlFields fields, Measure measure, String name, DeclaredAttributes attributes) {
    Optional<AttributeType> type = attributes.type(name);
    if (type.isPresent() && !measure.fits(type.get())) {
      fields
          .required("measure")
          .orElseThrow()
          .problem(
              "measure '%s' does not fit attribute %s of type '%s'. Expected one of: %s."
                  .formatted(
                      measure.word(),
                      Problems.quoted(name),
                      type.get().word(),
                      Measure.fitting(type.get()).stream()
                          .map(Measure::word)
                          .collect(Collectors.joining(", "))));
    }
  }

  private static Optional<Double> bound(YamlFields fields, Measure measure) {
    String expected = measure.bound().word();
    for (String word : List.of("at-least", "at-most")) {
      Optional<YamlPart> part = fields.optional(word);
      if (part.isPresent() && !word.equals(expected)) {
        part.get()
            .problem(
                "measure '%s' has no '%s'. %s"
                    .formatted(
                        measure.word(),
                        word,
                        measure.bound() == Bound.NONE
                            ? "Leave it out."
                            : "Expected '" + expected + "'."));
        return Optional.empty();
      }
    }
    if (measure.bound() == Bound.NONE) {
      return Optional.of(0.0);
    }
    return fields
        .required(expected)
        .flatMap(p -> p.number(0, measure.bound() == Bound.AT_LEAST ? 1 : LARGEST_BOUND));
  }

  private static Optional<Double> atLeast(
      YamlFields level, boolean isLast, Optional<Double> before) {
    if (isLast) {
      level
          .optional("at-least")
          .ifPresent(
              p ->
                  p.problem(
                      "the last level takes everything else and has no 'at-least'. Leave it out, or"
                          + " add a level."));
      return Optional.empty();
    }
    Optional<YamlPart> part = level.optional("at-least");
    if (part.isEmpty()) {
      level
          .whole()
          .problem(
              "missing word 'at-least' in "
                  + level.place()
                  + ". Only the last level takes everything else.");
      return Optional.empty();
    }
    Optional<Double> atLeast = part.get().number(0, 1);
    if (atLeast.filter(number -> number == 0).isPresent()) {
      part.get().problem("at-least: 0 leaves nothing to the levels below. Expected more than 0.");
    } else if (atLeast.isPresent() && before.isPresent() && atLeast.get() >= before.get()) {
      part.get()
          .problem(
              "at-least: %s is not below the %s of a level above. Levels go from the most to the least alike."
                  .formatted(atLeast.get(), before.get()));
    }
    return atLeast;
  }

  private static Optional<Double> weight(YamlFields level, Optional<Double> before) {
    Optional<YamlPart> part = level.optional("weight");
    Optional<Double> weight = part.flatMap(p -> p.number(-LARGEST_WEIGHT, LARGEST_WEIGHT));
    if (weight.isPresent() && before.isPresent() && weight.get() > before.get()) {
      part.orElseThrow()
          .problem(
              "weight: %s is above the %s of a level that is more alike."
                  .formatted(weight.get(), before.get()));
    }
    return weight;
  }

  private Decisions decisions(YamlPart part) {
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

  private static void checkOnce(YamlPart part, String text, Map<String, Integer> lineOfText) {
    Integer first = lineOfText.putIfAbsent(text, part.line());
    if (first != null) {
      part.problem(Problems.quoted(text) + " is there twice, first on line " + first + ".");
    }
  }

  private static <E> Optional<E> enumWord(
      YamlPart part, String kind, E[] constants, Function<E, String> wordOf) {
    List<String> words = Arrays.stream(constants).map(wordOf).toList();
    return part.word(Vocabulary.of(kind, words)).map(word -> constants[words.indexOf(word)]);
  }
}
