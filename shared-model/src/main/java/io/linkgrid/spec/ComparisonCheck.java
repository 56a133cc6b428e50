package io.linkgrid.spec;

import io.linkgrid.spec.LevelCheck.Levels;
import io.linkgrid.spec.LevelCheck.ReachedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rules of comparisons: whether comparators fit attributes, and what is absent. */
final class ComparisonCheck {
  /** The levels of a pair in all comparisons are kept in 64 bits, four bits for each. */
  private static final int MOST_COMPARISONS = 16;

  private final DeclaredAttributes attributes;

  ComparisonCheck(DeclaredAttributes attributes) {
    this.attributes = attributes;
  }

  /** A comparison, and its weights when the spec sets them by hand. */
  record Comparison(ComparisonSpec spec, Optional<double[]> weights) {}

  /** Returns the comparisons that can be read. */
  List<Comparison> check(YamlPart part) {
    List<Comparison> comparisons = new ArrayList<>();
    part.mapping()
        .orElse(Map.of())
        .forEach(
            (attribute, value) -> {
              attributes.names().problemWith(attribute, "").ifPresent(value::problem);
              comparison(attribute, value).ifPresent(comparisons::add);
            });
    return comparisons;
  }

  /** Returns the comparisons of a spec that names none: each attribute as its type is compared. */
  List<Comparison> byDefault() {
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

  /** Notes a problem with the part if these are more comparisons than a spec can have. */
  static void checkMost(YamlPart part, int comparisons) {
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

  private Optional<Comparison> comparison(String attribute, YamlPart part) {
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
                p.constant(
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
        fields.get().optional("levels").map(new LevelCheck(attribute, attributes)::check);
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
                  absent.map(this::absent).orElse(List.of(position))),
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
  private List<Integer> absent(YamlPart part) {
    if (part.isWord("never")) {
      return List.of();
    }
    Map<String, YamlPart> names = part.texts().orElse(Map.of());
    names.forEach((name, p) -> attributes.names().problemWith(name, "").ifPresent(p::problem));
    return names.keySet().stream().map(attributes::position).toList();
  }
}
