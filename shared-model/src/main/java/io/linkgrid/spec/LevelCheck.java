package io.linkgrid.spec;

import io.linkgrid.spec.ComparisonSpec.Level;
import io.linkgrid.spec.Measure.Bound;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules of the levels of one comparison: labels, bounds, conditions and weights. */
final class LevelCheck {
  /** A weight is a number from minus this to this. */
  static final int LARGEST_WEIGHT = 100;

  /** One of the sixteen values of the four bits of a level says that a value is absent. */
  private static final int MOST_LEVELS = 15;

  private static final int LARGEST_BOUND = 1_000_000_000;

  private static final List<String> ONE_CONDITION =
      List.of("measure", "attribute", "with", "at-least", "at-most");

  /** The words of a level that only one with conditions has. */
  private static final List<String> CONDITION_WORDS =
      List.of("measure", "all", "attribute", "with", "at-most");

  private static final List<String> LEVEL_WORDS =
      List.of("label", "at-least", "weight", "measure", "attribute", "with", "at-most", "all");

  private final String attribute;
  private final DeclaredAttributes attributes;

  /** Checks the levels of the comparison of an attribute. */
  LevelCheck(String attribute, DeclaredAttributes attributes) {
    this.attribute = attribute;
    this.attributes = attributes;
  }

  /** Levels, and their weights when the spec sets them by hand. */
  record Levels(List<Level> levels, Optional<double[]> weights, ReachedBy reachedBy) {}

  /** How a pair reaches the levels of a comparison. */
  enum ReachedBy {
    /** By the similarity that the comparator gives. */
    SIMILARITY,
    /** By what each level says itself. */
    CONDITIONS
  }

  /** Returns the levels that can be read. */
  Levels check(YamlPart part) {
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
    Map<String, YamlPart> labels = new HashMap<>();
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
      label.ifPresent(text -> labelPart.orElseThrow().putOnce(text, labels));
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
              hasConditions ? conditions(found.get(), isLast) : List.of()));
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

  private List<Condition> conditions(YamlFields level, boolean isLast) {
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
      return condition(level).stream().toList();
    }
    List<Condition> conditions = new ArrayList<>();
    for (YamlPart part : all.get().list().orElse(List.of())) {
      part.fields("a condition of " + level.place(), ONE_CONDITION)
          .filter(fields -> fields.required("measure").isPresent())
          .flatMap(this::condition)
          .ifPresent(conditions::add);
    }
    return conditions;
  }

  private Optional<Condition> condition(YamlFields fields) {
    Optional<Measure> measure =
        fields
            .required("measure")
            .flatMap(p -> p.constant("measure", Measure.values(), Measure::word));
    Optional<String> measured =
        fields
            .optional("attribute")
            .map(p -> p.word(attributes.names()))
            .orElse(Optional.of(attribute));
    Optional<String> with = fields.optional("with").flatMap(p -> p.word(attributes.names()));
    if (measure.isEmpty() || measured.isEmpty()) {
      return Optional.empty();
    }
    Stream.concat(measured.stream(), with.stream())
        .forEach(name -> checkFits(fields, measure.get(), name));
    return bound(fields, measure.get())
        .map(
            bound ->
                new Condition(
                    measure.get(),
                    attributes.position(measured.get()),
                    with.map(attributes::position),
                    bound));
  }

  private void checkFits(YamlFields fields, Measure measure, String name) {
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
}
