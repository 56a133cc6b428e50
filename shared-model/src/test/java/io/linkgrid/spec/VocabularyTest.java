package io.linkgrid.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An unknown word is answered with the nearest one")
class VocabularyTest {
  private static final Vocabulary COLOURS =
      Vocabulary.of("colour", List.of("red", "green", "blue-green", "dark-red"));

  @Test
  void aKnownWord_isNoProblem() {
    assertThat(COLOURS.problemWith("green", "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "rad,red",
    "RED,red",
    "gren,green",
    "grene,green",
    "bluegreen,blue-green",
    "blue_grene,blue-green",
    "darkred,dark-red"
  })
  void aWordThatIsNearlyOne_isAskedAbout(String word, String nearest) {
    assertThat(COLOURS.problemWith(word, " of the flag"))
        .contains("unknown colour '" + word + "' of the flag. Did you mean '" + nearest + "'?");
  }

  @ParameterizedTest
  @CsvSource({"rid-of-it", "fog", "g", "''", "yellow"})
  void aWordThatIsLikeNone_isToldAll(String word) {
    assertThat(COLOURS.problemWith(word, ""))
        .contains(
            "unknown colour '" + word + "'. Expected one of: red, green, blue-green, dark-red.");
  }

  @Test
  void ofTwoThatAreEquallyNear_theFirstIsAskedAbout() {
    assertThat(Vocabulary.of("column", List.of("lon", "lot")).problemWith("lop", ""))
        .contains("unknown column 'lop'. Did you mean 'lon'?");
  }

  @Test
  void ofVeryManyWords_someAreTold() {
    List<String> columns = IntStream.range(0, 30).mapToObj(i -> "column" + i).toList();

    assertThat(Vocabulary.of("column", columns).problemWith("zip", "").orElseThrow())
        .startsWith("unknown column 'zip'. Expected one of: column0, column1,")
        .endsWith("column19, ….");
  }

  @Test
  void aVeryLongWord_isToldInPart() {
    List<String> columns = List.of("id", "na" + "2147".repeat(500));

    assertThat(Vocabulary.of("column", columns).problemWith("zip", "").orElseThrow())
        .startsWith("unknown column 'zip'. Expected one of: id, na21472147")
        .endsWith("214721….")
        .hasSizeLessThan(120);
  }

  @Test
  void whenTheWordsCannotBeRead_everyWordPasses() {
    assertThat(Vocabulary.of("column", Optional.empty()).problemWith("zip", "")).isEmpty();
  }
}
