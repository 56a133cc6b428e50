package io.linkgrid.spec;

import io.linkgrid.spec.DeclaredAttributes.Declared;
import io.linkgrid.spec.Reading.Letters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The rules of attributes: their names, their types, and how they are read from which columns. */
final class AttributeCheck {
  private final Vocabulary columns;

  AttributeCheck(Vocabulary columns) {
    this.columns = columns;
  }

  /** Returns the attributes; those that cannot be read are among them. */
  DeclaredAttributes check(Optional<YamlPart> part) {
    Optional<Map<String, YamlPart>> byName = part.flatMap(YamlPart::mapping);
    List<Declared> declared = new ArrayList<>();
    byName.ifPresent(map -> map.forEach((name, value) -> declared.add(attribute(name, value))));
    return new DeclaredAttributes(
        declared, Vocabulary.of("attribute", byName.map(map -> map.keySet())));
  }

  private Declared attribute(String name, YamlPart part) {
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
            .flatMap(p -> p.constant("type", AttributeType.values(), AttributeType::word));
    SurvivorshipRule survivorship =
        fields
            .optional("survivorship")
            .flatMap(
                p ->
                    p.constant(
                        "survivorship rule", SurvivorshipRule.values(), SurvivorshipRule::word))
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
            .orElseGet(() -> fields.required("columns").flatMap(this::columns));
    if (type.filter(AttributeType.COORDINATES::equals).isPresent()
        && used.isPresent()
        && fields.optional("columns").flatMap(YamlPart::list).map(List::size).orElse(1) != 2) {
      part.problem(
          place
              + ": coordinates come from two columns. Expected 'columns: [LATITUDE, LONGITUDE]'.");
    }
    return new Declared(name, used.orElse(List.of()), type, survivorship, reading);
  }

  private static Reading reading(YamlFields fields, Optional<AttributeType> type) {
    for (String word : List.of("letters", "extract")) {
      onlyOf(fields, word, type, AttributeType.VERBATIM);
    }
    onlyOf(fields, "format", type, AttributeType.DATE);
    return new Reading(
        fields
            .optional("letters")
            .flatMap(p -> p.constant("letters", Letters.values(), Letters::word))
            .orElse(Letters.AS_THEY_ARE),
        fields.optional("extract").flatMap(AttributeCheck::expression).orElse(""),
        fields.optional("format").flatMap(AttributeCheck::format).orElse(""));
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

  private Optional<List<String>> columns(YamlPart part) {
    Optional<Map<String, YamlPart>> texts = part.texts();
    texts.ifPresent(map -> map.values().forEach(column -> column.word(columns)));
    return texts.map(map -> List.copyOf(map.keySet()));
  }
}
