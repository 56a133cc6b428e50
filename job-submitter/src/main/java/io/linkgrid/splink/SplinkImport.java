package io.linkgrid.splink;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.profile.YamlText;
import io.linkgrid.spec.Measure.Bound;
import io.linkgrid.spec.SpecReader;
import io.linkgrid.splink.SplinkModel.Comparison;
import io.linkgrid.splink.SplinkModel.Level;
import io.linkgrid.splink.SplinkModel.Rule;
import io.linkgrid.splink.SqlSides.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A model of Splink as a link spec. The weight that {@code PairScorer} gives a pair by the spec is
 * the match weight that Splink gives it, to the rounding of doubles: the prior is log2 of the odds
 * of {@code probability_two_random_records_match}, and each level weighs log2 of m over u.
 */
public final class SplinkImport {
  private static final double LARGEST_WEIGHT = 100;
  private static final int MOST_LEVELS = 15;
  private static final int MOST_COMPARISONS = 16;
  private static final double LN_2 = StrictMath.log(2);

  private final SplinkModel model;
  private final String where;
  private final TermFrequencies termFrequencies;
  private final ImportedAttributes attributes = new ImportedAttributes();
  private final List<String> problems = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private SplinkImport(SplinkModel model, String where, TermFrequencies termFrequencies) {
    this.model = model;
    this.where = where;
    this.termFrequencies = termFrequencies;
  }

  /**
   * An imported model.
   *
   * @param yaml the text of the spec
   * @param remarks what its reader should know, a sentence each
   */
  public record Imported(String yaml, List<String> remarks) {
    public Imported {
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * Returns a model as a spec.
   *
   * @param json the text that Splink saved
   * @param where where it came from, for messages
   * @param name the name of the spec; what is no name is made one
   * @throws LinkgridException of kind DATA with a line for everything that cannot be carried over
   */
  public static Imported of(
      String json, String where, String name, TermFrequencies termFrequencies) {
    return new SplinkImport(SplinkModel.parse(json, where), where, termFrequencies)
        .imported(ImportedAttributes.slug(name));
  }

  private Imported imported(String name) {
    if (!model.dialect().isEmpty() && !model.dialect().equals("duckdb")) {
      problems.add(
          "sql_dialect '%s': only the SQL of DuckDB is understood, and functions of one name count differently elsewhere. Save the model from a linker with DuckDBAPI."
              .formatted(Shown.text(model.dialect())));
    }
    double prior = prior();
    StringBuilder comparisons = new StringBuilder();
    if (model.comparisons().size() > MOST_COMPARISONS) {
      problems.add(
          "%d comparisons: a spec has at most %d. Leave out those that say least, and train the model again."
              .formatted(model.comparisons().size(), MOST_COMPARISONS));
    }
    Set<String> compared = new HashSet<>();
    for (Comparison comparison : model.comparisons()) {
      comparison(comparison, compared, comparisons);
    }
    String rules = rules();
    if (!problems.isEmpty()) {
      throw new LinkgridException(
          Kind.DATA,
          String.join("\n", problems.stream().map(problem -> where + " " + problem).toList())
              + "\nNothing was written.");
    }
    String yaml = yaml(name, rules, comparisons.toString(), prior);
    SpecReader.parse(yaml, name);
    return new Imported(yaml, remarks);
  }

  private double prior() {
    OptionalDouble probability = model.prior();
    if (probability.isEmpty()
        || !(probability.getAsDouble() > 0 && probability.getAsDouble() < 1)) {
      problems.add(
          "probability_two_random_records_match: expected a number between 0 and 1, found %s. Estimate it in Splink and save the model again."
              .formatted(probability.isEmpty() ? "none" : probability.getAsDouble()));
      return 0;
    }
    double p = probability.getAsDouble();
    return log2(p / (1 - p));
  }

  private static double log2(double number) {
    return StrictMath.log(number) / LN_2;
  }

  /** A level that is understood: when it is reached, and its weight. */
  private record Understood(Level level, List<List<ReadCondition>> alternatives, double weight) {}

  private void comparison(Comparison comparison, Set<String> compared, StringBuilder text) {
    int before = problems.size();
    Set<String> numbers = new LinkedHashSet<>();
    for (Level level : comparison.levels()) {
      try {
        numbers.addAll(
            level.isElse() ? Set.of() : SqlMeaning.numbersIn(SqlParser.parse(level.sql())));
      } catch (NotCarriedOver e) {
        // It is told below, with its level.
      }
    }
    SqlMeaning meaning = new SqlMeaning(Names.WITH_SUFFIX, numbers);
    List<Understood> levels = new ArrayList<>();
    for (int i = 0; i < comparison.levels().size(); i++) {
      Level level = comparison.levels().get(i);
      if (!level.isNullLevel()) {
        understood(comparison, i, meaning, levels);
      }
    }
    checkElse(comparison);
    List<ReadValue> absent = absent(comparison, meaning, levels);
    int written = levels.stream().mapToInt(l -> Math.max(1, l.alternatives().size())).sum();
    if (written > MOST_LEVELS) {
      problems.add(
          "%s: it needs %d levels, since each OR is one of its own, and a comparison has at most %d. Leave out some, and train the model again."
              .formatted(place(comparison), written, MOST_LEVELS));
    }
    if (problems.size() == before) {
      write(comparison, levels, absent, compared, text);
    }
  }

  private void understood(
      Comparison comparison, int position, SqlMeaning meaning, List<Understood> levels) {
    Level level = comparison.levels().get(position);
    String place = place(comparison, position);
    List<List<ReadCondition>> alternatives = List.of();
    if (!level.isElse()) {
      try {
        alternatives = meaning.alternatives(level.sql());
      } catch (NotCarriedOver e) {
        problems.add(place + ": " + e.sentences());
      }
    }
    OptionalDouble m = share(level.m(), "m_probability", place);
    OptionalDouble u = share(level.u(), "u_probability", place);
    double weight = m.isPresent() && u.isPresent() ? log2(m.getAsDouble() / u.getAsDouble()) : 0;
    if (Math.abs(weight) > LARGEST_WEIGHT) {
      problems.add(
          "%s: its weight is %s bits, and a spec has at most %s. Train m and u on more pairs, or write larger ones into the file."
              .formatted(place, weight, LARGEST_WEIGHT));
    }
    checkTermFrequency(level, place);
    levels.add(new Understood(level, alternatives, weight));
  }

  private OptionalDouble share(SplinkModel.Share share, String word, String place) {
    OptionalDouble value = share.value();
    if (value.isPresent() && value.getAsDouble() > 0 && value.getAsDouble() <= 1) {
      return value;
    }
    problems.add(
        "%s: %s is %s, so that its weight %s. %s"
            .formatted(
                place,
                word,
                value.isPresent()
                    ? Double.toString(value.getAsDouble())
                    : Shown.text(share.found()),
                value.isPresent() ? "is no number" : "is not known",
                value.isPresent()
                    ? "Write a small one that is above 0 into the file."
                    : "Train the level in Splink, or write a number into the file."));
    return OptionalDouble.empty();
  }

  private void checkTermFrequency(Level level, String place) {
    if (level.tfColumn().isEmpty() || level.tfWeight() == 0 || level.isElse()) {
      return;
    }
    if (termFrequencies == TermFrequencies.REFUSE) {
      problems.add(
          "%s: Splink adds %s * log2(u / share of the more frequent of the two values of '%s' among all input records). linkgrid cannot add the same: weights that are set by hand stay as they are, and its own rarity counts the other records of the reference alone. Import with --without-term-frequencies, and the level weighs log2(m / u)."
              .formatted(place, level.tfWeight(), Shown.text(level.tfColumn().get())));
    }
  }

  private void checkElse(Comparison comparison) {
    List<Level> levels = comparison.levels();
    long count = levels.stream().filter(Level::isElse).count();
    if (levels.size() < 2 || count != 1 || !levels.get(levels.size() - 1).isElse()) {
      problems.add(
          "%s: expected levels of which the last, and no other, is ELSE, found %d levels with %d of them ELSE. End it with ElseLevel()."
              .formatted(place(comparison), levels.size(), count));
    } else if (levels.stream().filter(level -> !level.isNullLevel()).count() < 2) {
      problems.add(
          place(comparison) + ": it has no level but ELSE and says nothing. Leave it out.");
    }
  }

  /** Returns what must all be missing for the comparison to say nothing; empty for never. */
  private List<ReadValue> absent(
      Comparison comparison, SqlMeaning meaning, List<Understood> levels) {
    Set<ReadValue> places = new LinkedHashSet<>();
    levels.forEach(
        l ->
            l.alternatives()
                .forEach(all -> all.stream().map(ReadCondition::value).forEach(places::add)));
    places.removeIf(value -> value.columns().size() != 2);
    List<ReadValue> absent = List.of();
    for (int i = 0; i < comparison.levels().size(); i++) {
      Level level = comparison.levels().get(i);
      if (!level.isNullLevel()) {
        continue;
      }
      if (i > 0) {
        problems.add(
            place(comparison, i)
                + ": a null level that is not the first says nothing about the pairs that those"
                + " above it leave. Put it first, as one level, and train the model again.");
        continue;
      }
      try {
        absent = meaning.absent(level.sql(), places);
      } catch (NotCarriedOver e) {
        problems.add(place(comparison, i) + ": " + e.sentences());
      }
    }
    return absent;
  }

  private static String place(Comparison comparison) {
    return "comparison '" + Shown.text(comparison.name()) + "'";
  }

  private static String place(Comparison comparison, int position) {
    Level level = comparison.levels().get(position);
    return "%s level %d '%s' (%s)"
        .formatted(
            place(comparison), position + 1, Shown.text(level.label()), Shown.text(level.sql()));
  }

  private void write(
      Comparison comparison,
      List<Understood> levels,
      List<ReadValue> absent,
      Set<String> compared,
      StringBuilder text) {
    ReadValue own =
        absent.isEmpty() ? levels.get(0).alternatives().get(0).get(0).value() : absent.get(0);
    String attribute = attributes.nameApartFrom(own, compared);
    compared.add(attribute);
    comment(
        text,
        "  # ",
        Shown.text(comparison.name())
            + (comparison.description().isEmpty()
                ? ""
                : ": " + Shown.text(comparison.description())));
    text.append("  ").append(attribute).append(":\n");
    if (absent.isEmpty()) {
      text.append("    absent: never\n");
    } else if (absent.size() > 1) {
      List<String> names = new ArrayList<>(List.of(attribute));
      absent.stream().skip(1).map(attributes::name).forEach(names::add);
      text.append("    absent: ").append(YamlText.list(names)).append('\n');
    }
    text.append("    levels:\n");
    Set<String> labels = new HashSet<>();
    for (Understood level : levels) {
      comment(text, "      # ", Shown.text(level.level().sql()) + described(level.level()));
      if (level.alternatives().isEmpty()) {
        line(text, label(level.level(), labels), "", level.weight());
      }
      for (List<ReadCondition> all : level.alternatives()) {
        line(
            text,
            label(level.level(), labels),
            all.size() == 1
                ? ", " + condition(all.get(0), own)
                : ", all: [{"
                    + String.join("}, {", all.stream().map(c -> condition(c, own)).toList())
                    + "}]",
            level.weight());
      }
    }
  }

  private static String described(Level level) {
    String share =
        "; m " + level.m().value().orElseThrow() + ", u " + level.u().value().orElseThrow();
    boolean isAdjusted = level.tfColumn().isPresent() && level.tfWeight() != 0 && !level.isElse();
    return share + (isAdjusted ? "; its adjustment by term frequency is left out" : "");
  }

  private static void line(StringBuilder text, String label, String condition, double weight) {
    text.append("      - {label: ")
        .append(YamlText.scalar(label))
        .append(condition)
        .append(", weight: ")
        .append(weight)
        .append("}\n");
  }

  /** Returns the label, with a number if another level has it. */
  private static String label(Level level, Set<String> taken) {
    String label = Shown.text(level.label().isBlank() ? level.sql() : level.label());
    String free = label;
    for (int i = 2; !taken.add(free); i++) {
      free = label + " (" + i + ")";
    }
    return free;
  }

  private String condition(ReadCondition condition, ReadValue own) {
    StringBuilder text = new StringBuilder("measure: ").append(condition.measure().word());
    if (!condition.value().equals(own)) {
      text.append(", attribute: ").append(attributes.name(condition.value()));
    }
    if (!condition.other().equals(condition.value())) {
      text.append(", with: ").append(attributes.name(condition.other()));
    }
    Bound bound = condition.measure().bound();
    if (bound != Bound.NONE) {
      text.append(", ").append(bound.word()).append(": ").append(condition.bound());
    }
    return text.toString();
  }

  private String rules() {
    StringBuilder text = new StringBuilder();
    Map<Set<String>, String> ruleOfKey = new LinkedHashMap<>();
    SqlMeaning meaning = new SqlMeaning(Names.WITH_TABLE, Set.of());
    for (int i = 0; i < model.rules().size(); i++) {
      Rule rule = model.rules().get(i);
      String place = "blocking rule %d (%s)".formatted(i + 1, Shown.text(rule.sql()));
      if (rule.explodesArrays()) {
        problems.add(
            place
                + ": it takes lists apart, and a cell of a file is one text. Split the lists into"
                + " columns before, and write a rule for each.");
        continue;
      }
      try {
        rule(rule, meaning.alternatives(rule.sql()), ruleOfKey, text);
      } catch (NotCarriedOver e) {
        problems.add(
            place
                + ": a key is made of values that both records share, whole or in pieces, and "
                + e.sentences());
      }
    }
    if (model.rules().isEmpty()) {
      problems.add(
          "blocking_rules_to_generate_predictions: there are none, and Splink would compare every"
              + " pair. Write one into the file, such as \"l.surname = r.surname\".");
    }
    return text.toString();
  }

  private void rule(
      Rule rule,
      List<List<ReadCondition>> alternatives,
      Map<Set<String>, String> ruleOfKey,
      StringBuilder text)
      throws NotCarriedOver {
    for (List<ReadCondition> all : alternatives) {
      for (ReadCondition condition : all) {
        if (condition.measure().bound() != Bound.NONE
            || !condition.value().equals(condition.other())) {
          throw new NotCarriedOver(
              "this is not the same value of both. Take it out of the file: the rule then brings"
                  + " more pairs together, which get the weights that Splink would give them.");
        }
      }
      Set<String> key = new LinkedHashSet<>();
      all.forEach(condition -> key.add(attributes.name(condition.value())));
      String name =
          ImportedAttributes.unused(
              ImportedAttributes.slug(String.join("-", key)), Set.copyOf(ruleOfKey.values()));
      comment(text, "  # ", Shown.text(rule.sql()));
      String earlier = ruleOfKey.putIfAbsent(Set.copyOf(key), name);
      if (earlier != null) {
        text.append("  # is the rule ").append(earlier).append('\n');
        continue;
      }
      text.append("  - {name: ")
          .append(name)
          .append(", key: ")
          .append(YamlText.list(List.copyOf(key)))
          .append("}\n");
    }
  }

  private String yaml(String name, String rules, String comparisons, double prior) {
    StringBuilder text = new StringBuilder();
    comment(
        text,
        "# ",
        "Imported from a model of Splink, " + Shown.text(where.replaceAll(".*[/\\\\]", "")) + ".");
    comment(
        text,
        "# ",
        "Weights are log2(m / u) of the model, and the prior is log2 of its odds. Values are taken"
            + " as they stand in the file: prepare files as they were prepared for Splink.");
    comment(text, "# ", "Every word is described in docs/spec-reference.md.");
    text.append("name: ").append(YamlText.scalar(name)).append('\n');
    text.append("record-id: ").append(YamlText.scalar(model.uniqueId())).append('\n');
    text.append("\nattributes:\n");
    attributes.lines().forEach(line -> text.append("  ").append(line).append('\n'));
    text.append("\nblocking:\n").append(rules);
    text.append("\ncomparisons:\n").append(comparisons);
    text.append("\n# probability_two_random_records_match: ")
        .append(model.prior().orElseThrow())
        .append('\n');
    text.append("prior-weight: ").append(prior).append('\n');
    comment(
        text,
        "# ",
        "Splink's model has no thresholds. These are the defaults; set the one by which you cut.");
    text.append("decisions: {match: 0.7, review: 0.3, found: 0.95}\n");
    remark();
    return text.toString();
  }

  private void remark() {
    String command =
        switch (model.linkType()) {
          case "dedupe_only" -> "linkgrid dedupe --records FILE";
          case "link_only" -> "linkgrid link --reference FILE --records FILE";
          default -> "";
        };
    if (!command.isEmpty()) {
      remarks.add("The model is for " + model.linkType() + ": " + command + " --spec …");
    } else if (!model.linkType().isEmpty()) {
      remarks.add(
          "The model is for %s. linkgrid dedupe takes one file, linkgrid link a reference without duplicates and a file."
              .formatted(Shown.text(model.linkType())));
    }
    long leftOut =
        model.comparisons().stream()
            .flatMap(comparison -> comparison.levels().stream())
            .filter(l -> l.tfColumn().isPresent() && l.tfWeight() != 0 && !l.isElse())
            .count();
    if (leftOut > 0) {
      remarks.add(
          "Left out: the adjustment by term frequency of %d %s. Weights differ from Splink's by it."
              .formatted(leftOut, leftOut == 1 ? "level" : "levels"));
    }
  }

  private static void comment(StringBuilder text, String prefix, String sentence) {
    text.append(prefix).append(sentence).append('\n');
  }
}
