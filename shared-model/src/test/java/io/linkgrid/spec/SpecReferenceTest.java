package io.linkgrid.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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
  void everyTypeWithItsParts_isDescribed() throws IOException {
    for (AttributeType type : AttributeType.values()) {
      String parts =
          type.parts().isEmpty() ? "none" : "`" + String.join("`, `", type.parts()) + "`";
      assertThat(reference())
          .containsPattern(
              "\\| `" + type.word() + "` \\|[^|\n]+\\| " + Pattern.quote(parts) + " \\|");
    }
  }

  @Test
  void everyComparatorWithItsTypes_isDescribed() throws IOException {
    for (ComparatorName comparator : ComparatorName.values()) {
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
  void everyBuiltInSpec_isNamed() throws IOException {
    for (String name : SpecReader.builtInNames()) {
      assertThat(reference()).contains("`" + name + "`");
    }
  }

  private static String reference() throws IOException {
    return Files.readString(REFERENCE);
  }
}
