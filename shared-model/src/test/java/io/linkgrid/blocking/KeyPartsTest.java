package io.linkgrid.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.model.Mention;
import io.linkgrid.spec.AttributeType;
import io.linkgrid.spec.BlockingRule;
import io.linkgrid.spec.KeyPart;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecReader;
import io.linkgrid.spec.TermTable;
import io.linkgrid.training.Untrained;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each part takes from a standard value. */
class KeyPartsTest {
  @ParameterizedTest(name = "{0}.{1} of {2}")
  @CsvSource({
    "business-name, '', ACME DINER, ACME DINER",
    "business-name, first-token, ACME DINER, ACME",
    "business-name, sorted-tokens, THE ACME DINER, ACME DINER THE",
    "text, rare-tokens, THE ACME DINER, ACME/DINER/THE",
    "text, rare-tokens, D C BB AA CC DD, AA/BB/CC",
    "text, rare-tokens, AA AA BB, AA/BB",
    "text, rare-tokens, A B C, ''",
    "person-name, first-token, ANN SMITH, ANN",
    "person-name, sound, ANN SMITH, AN SM0",
    "person-name, sound, 李, ''",
    "person-names, surnames, ANN SMITH ; BO DOE, DOE/SMITH",
    "person-names, surnames, ANN SMITH ; JO SMITH, SMITH",
    "person-names, surnames, A E ; A D ; A C ; A B ; A A, A/B/C/D",
    "address, numbers, 12 ELM ST 4B, 12/4B",
    "address, numbers, 12 ELM ST 12, 12",
    "address, numbers, 1 2 3 ELM ST, 1/2",
    "address, numbers, ELM ST, ''",
    "us-address, number, 475 6TH ST # K16, 475",
    "us-address, number, 6TH ST, ''",
    "us-address, number-digits, 475 6TH ST, 457",
    "us-address, number-digits, 0340 6TH ST, 34",
    "us-address, number-digits, 3040 6TH ST, 34",
    "us-address, number-digits, 0 6TH ST, 0",
    "us-address, street, 475 6TH ST # K16, 6TH ST",
    "us-address, street-start, 12 VALENCIA ST, VALEN",
    "us-address, street-start, 12 ELM, ELM",
    "e-mail, user, ann@example.org, ann",
    "date, year, 1970-02-28, 1970",
    "date, '', 1970-02-28, 1970-02-28"
  })
  void aPart_isTakenFromAValue(String type, String part, String value, String expected) {
    List<String> parts = parts(type).parts(new KeyPart(0, part), value);

    assertThat(String.join("/", parts)).isEqualTo(expected);
  }

  @Test
  void ofAnAbsentValue_thereIsNoPart() {
    for (AttributeType type : AttributeType.values()) {
      if (type != AttributeType.COORDINATES) {
        KeyParts parts = parts(type.word());
        assertThat(parts.parts(new KeyPart(0, ""), "")).isEmpty();
        type.parts().forEach(part -> assertThat(parts.parts(new KeyPart(0, part), "")).isEmpty());
      }
    }
  }

  @Test
  void ofManyWords_theRarestAreTaken_andNoneThatVeryManyHave() {
    KeyParts parts =
        new KeyParts(
            counted(
                spec("text"),
                new TermTable(1_000_000, Map.of(), Map.of("OF", 3_001, "DATA", 3_000, "SETS", 9))));

    assertThat(parts.parts(new KeyPart(0, "rare-tokens"), "JOINS OF DATA SETS"))
        .containsExactly("JOINS", "SETS", "DATA");
    assertThat(parts.parts(new KeyPart(0, "rare-tokens"), "DATA OF OF DATA"))
        .containsExactly("DATA");
  }

  @Test
  void inASmallReference_aWordOfFiftyRecordsIsRareStill() {
    KeyParts parts =
        new KeyParts(
            counted(spec("text"), new TermTable(60, Map.of(), Map.of("OF", 51, "DATA", 50))));

    assertThat(parts.parts(new KeyPart(0, "rare-tokens"), "DATA OF")).containsExactly("DATA");
  }

  @Test
  void aRule_hasAtMostTheProductOfItsParts() {
    KeyParts parts = parts("text");

    assertThat(parts.most(rule(""))).isEqualTo(1);
    assertThat(parts.most(rule("first-token"))).isEqualTo(1);
    assertThat(parts.most(rule("rare-tokens"))).isEqualTo(3);
    assertThat(parts.most(rule("rare-tokens", "numbers"))).isEqualTo(6);
    assertThat(parts.most(rule("rare-tokens", "surnames", "year"))).isEqualTo(12);
  }

  @Test
  void theCapsOfKeyMaker_areThoseOfTheRules() {
    LinkSpec papers = SpecReader.builtIn("dblp-acm").orElseThrow().parse();
    KeyMaker maker = new KeyMaker(papers);
    Mention full =
        new Mention(
            1, List.of("ON VERY FAST JOINS", "A A ; B B ; C C ; D D ; E E ; F F", "VLDB", "1999"));

    assertThat(maker.most()).as("three words and four surnames").isEqualTo(7);
    assertThat(maker.keys(full)).hasSize(7);
  }

  private static BlockingRule rule(String... parts) {
    return new BlockingRule("rule", Arrays.stream(parts).map(p -> new KeyPart(0, p)).toList());
  }

  private static KeyParts parts(String type) {
    return new KeyParts(spec(type));
  }

  private static LinkSpec spec(String type) {
    String columns = type.equals("coordinates") ? "columns: [lat, lon]" : "column: value";
    return SpecReader.parse(
        """
        name: one
        record-id: id
        attributes:
          value: {%s, type: %s}
        blocking:
          - {name: value, key: [value]}
        """
            .formatted(columns, type),
        "one.yaml");
  }

  private static LinkSpec counted(LinkSpec spec, TermTable table) {
    return Untrained.counted(spec, List.of(table));
  }
}
