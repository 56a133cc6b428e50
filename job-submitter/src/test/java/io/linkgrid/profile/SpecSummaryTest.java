package io.linkgrid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.spec.SpecReader;
import org.junit.jupiter.api.Test;

class SpecSummaryTest {
  @Test
  void aSpecWithWeightsByHand_isOneScreen() {
    String yaml =
        """
        name: people
        columns: [id, ref, given, family, born, event, day]
        separator: semicolon
        quoting: none
        record-id: id
        reference-id: ref
        event: {id: event, date: day}
        attributes:
          name: {columns: [given, family], type: person-name}
          born: {column: born, type: date}
        blocking:
          - {name: both, key: [name.sound, born.year]}
        comparisons:
          born:
            comparator: exact
            levels:
              - {label: same, at-least: 1.0, weight: 7.5}
              - {label: different, weight: -5}
        prior-weight: -10
        """;

    assertThat(SpecSummary.of(SpecReader.parse(yaml, "people.yaml")))
        .isEqualTo(
            """
            Spec       people, valid
            Files      separated by semicolons, no quoting, with a header or these 7 columns
            Record id  id; in a clean reference ref
            Events     event, on day
            Spread by  hash, no attribute
            Weights    set by hand, prior weight -10.0
            Decisions  match from 0.7, review from 0.3, a new entity of two records from 0.8

            attribute  type         columns
            name       person-name  given + family
            born       date         born

            blocking rule  key
            both           name.sound + born.year

            comparison  comparator  levels
            born        exact       same 1.0 (7.5), different (-5.0)
            """);
  }

  @Test
  void aSpecWithoutWeights_isLearnt() {
    assertThat(SpecSummary.of(SpecReader.builtIn("febrl").orElseThrow().parse()))
        .contains(
            "Files      any separator, with a header\n",
            "Weights    learnt from the data; a record is of at most one entity of the reference\n",
            "\nname        words       same 1.0, nearly the same 0.95, ");
  }
}
