package io.linkgrid.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.spec.ComparisonSpec.Level;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("docs/spec-reference.md is true")
class SpecReferenceTest {
  private static final Path REFERENCE = Path.of("..", "docs", "spec-reference.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("^```yaml\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  @Test
  void everyExample_isAValidSpec() throws IOException {
    List<String> examples =
        EXAMPLE.matcher(reference()).results().map((MatchResult r) -> r.group(1)).toList();

    assertThat(examples).isNotEmpty();
    for (String example : examples) {
      assertThat(SpecReader.parse(example, "spec-reference.md").name()).isNotEmpty();
    }
  }

  @Test
  void everyTypeWithItsPartsAndItsComparator_isDescribed() throws IOException {
    for (AttributeType type : AttributeType.values()) {
      String parts =
          type.parts().isEmpty() ? "none" : "`" + String.join("`, `", type.parts()) + "`";
      assertThat(reference())
          .containsPattern(
              "\\| `"
                  + type.word()
                  + "` \\|[^|\n]+\\| "
                  + Pattern.quote(parts + " | `" + ComparatorName.defaultFor(type).word() + "` |"));
    }
  }

  @Test
  void everyComparatorWithItsTypes_isDescribed() throws IOException {
    for (ComparatorName comparator : ComparatorName.nameable()) {
      List<String> fitting =
          Arrays.stream(AttributeType.values())
              .filter(comparator::fits)
              .map(type -> "`" + type.word() + "`")
              .toList();
      String types =
          fitting.size() == AttributeType.values().length ? "all" : String.join(", ", fitting);
      assertThat(reference())
          .containsPattern(
              "\\| `" + comparator.word() + "` \\|[^|\n]+\\| " + Pattern.quote(types) + " \\|");
    }
  }

  @Test
  void everyPart_isDescribed() throws IOException {
    for (AttributeType type : AttributeType.values()) {
      for (String part : type.parts()) {
        assertThat(reference()).containsPattern("\n\\| `" + part + "` \\| [^|\n]+ \\|\n");
      }
    }
  }

  @Test
  void everyComparatorWithItsLevels_isDescribed() throws IOException {
    for (ComparatorName comparator : ComparatorName.nameable()) {
      String levels =
          comparator.defaultLevels().stream()
              .map(SpecReferenceTest::shown)
              .collect(Collectors.joining(", "));
      assertThat(reference()).contains("\n| `" + comparator.word() + "` | " + levels + " |\n");
    }
  }

  @Test
  void everyMeasureWithItsBoundAndItsTypes_isDescribed() throws IOException {
    for (Measure measure : Measure.values()) {
      String bound =
          measure.bound() == Measure.Bound.NONE ? "none" : "`" + measure.bound().word() + "`";
      assertThat(reference())
          .containsPattern("\\n\\| `" + measure.word() + "` \\|[^|\n]+\\| " + bound + " \\|");
    }
  }

  private static String shown(Level level) {
    return level.atLeast() == 0
        ? level.label()
        : level.label() + " " + BigDecimal.valueOf(level.atLeast()).stripTrailingZeros();
  }

  /** The words are those that the spec reader expects at each place. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}: 1",
        "event: {{}: 1}",
        "attributes: {a: {{}: 1}}",
        "blocking: [{{}: 1}]",
        "comparisons: {a: {{}: 1}}",
        "comparisons: {a: {levels: [{{}: 1}, {{}: 1}]}}",
        "comparisons: {a: {levels: [{all: [{{}: 1}]}, {label: b}]}}",
        "decisions: {{}: 1}"
      })
  void everyWord_isDescribed(String place) throws IOException {
    String unknown = "quite-another-word";
    LinkgridException refusal =
        catchThrowableOfType(
            LinkgridException.class,
            () -> SpecReader.parse(place.replace("{}", unknown), "a.yaml"));
    List<String> words =
        Pattern.compile("unknown word '" + unknown + "' in .+\\. Expected one of: (.+)\\.")
            .matcher(refusal.getMessage())
            .results()
            .flatMap(found -> Arrays.stream(found.group(1).split(", ", -1)))
            .toList();

    assertThat(words).isNotEmpty();
    for (String word : words) {
      assertThat(reference()).containsPattern("\n\\| `" + word + "` \\|.+\\|.*\\|.+\\|\n");
    }
  }

  @Test
  void theDefaultsOfDecisions_areTold() throws IOException {
    String example = EXAMPLE.matcher(reference()).results().findFirst().orElseThrow().group(1);
    LinkSpec spec = SpecReader.parse(example, "spec-reference.md");

    assertThat(reference())
        .containsPattern(decision("match", spec.matchProbability()))
        .containsPattern(decision("review", spec.reviewProbability()))
        .containsPattern(decision("found", spec.foundProbability()));
    assertThat(spec.model()).as("weights are to be learnt").isEmpty();
    assertThat(spec.atMostOne()).isTrue();
  }

  private static String decision(String word, double byDefault) {
    return "\n\\| `" + word + "` \\| [^|]+ \\| " + byDefault + " \\| ";
  }

  @Test
  void everyBuiltInSpec_isNamed() throws IOException {
    for (String name : SpecReader.builtInNames()) {
      assertThat(reference()).contains("`" + name + "`");
    }
  }

  private static String reference() throws IOException {
    return Files.readString(REFERENCE);
  }
}
