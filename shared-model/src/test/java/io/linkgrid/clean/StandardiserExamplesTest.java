package io.linkgrid.clean;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.spec.AttributeType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The examples are tables, one a type: {@code clean/us-address.tsv} and so on. */
class StandardiserExamplesTest {

  @TestFactory
  Stream<DynamicContainer> everyTypeMeetsItsExamples() {
    return Stream.of(AttributeType.values())
        .map(type -> DynamicContainer.dynamicContainer(type.word(), examples(type)));
  }

  @Test
  void aTurkishComputer_writesTheSameCapitals() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertThat(Standardisers.of(AttributeType.BUSINESS_NAME).standardise("Piri Piri Grill"))
          .isEqualTo("PIRI PIRI GRILL");
      assertThat(Standardisers.of(AttributeType.COORDINATES).standardise("37.50 -122.50"))
          .isEqualTo("37.5 -122.5");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static Stream<DynamicTest> examples(AttributeType type) {
    Standardiser standardiser = Standardisers.of(type);
    return rows(type)
        .map(
            row -> {
              String[] cells = row.split("\t", -1);
              assertThat(cells).as("%s: %s", type.word(), row).hasSize(3);
              return DynamicTest.dynamicTest(
                  cells[0] + " -> " + cells[1],
                  () ->
                      assertThat(standardiser.standardise(cells[0]))
                          .as("%s (%s)", cells[0], cells[2])
                          .isEqualTo(cells[1]));
            });
  }

  /** The lines of the table without its header. */
  private static Stream<String> rows(AttributeType type) {
    String table = "/clean/" + type.word() + ".tsv";
    try (InputStream in = StandardiserExamplesTest.class.getResourceAsStream(table)) {
      assertThat(in).as("examples of %s", type.word()).isNotNull();
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      return lines.stream().skip(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
