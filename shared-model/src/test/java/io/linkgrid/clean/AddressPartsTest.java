package io.linkgrid.clean;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.spec.AttributeType;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressPartsTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      emptyValue = "",
      value = {
        "475 6TH ST # K16, 475, 6TH ST, K16",
        "850 ULLOA ST, 850, ULLOA ST, ''",
        "6TH ST, '', 6TH ST, ''",
        "5TH & MISSION, '', 5TH & MISSION, ''",
        "1007 1/2 VALENCIA ST, 1007 1/2, VALENCIA ST, ''",
        "114-116 TURK ST, 114-116, TURK ST, ''",
        "2475A MISSION, 2475A, MISSION, ''",
        "0340 KEARNY ST, 0340, KEARNY ST, ''",
        "PIER 39 # K106B, '', PIER 39, K106B",
        "1355 MARKET ST # FL 10, 1355, MARKET ST, FL 10",
        "OFF THE GRID, '', OFF THE GRID, ''",
        "222 # FL 1, 222, '', FL 1",
        "200, 200, '', ''",
        "'', '', '', ''",
      })
  void aStandardAddress_comesApart(String standard, String number, String street, String unit) {
    assertThat(AddressParts.parse(standard)).isEqualTo(new AddressParts(number, street, unit));
  }

  @Test
  void thePartsTogether_areTheStandardAddress() {
    Standardiser addresses = Standardisers.of(AttributeType.US_ADDRESS);
    Random random = new Random(42);
    for (int i = 0; i < 20_000; i++) {
      String standard = addresses.standardise(StandardiserLawsTest.text(random));
      AddressParts parts = AddressParts.parse(standard);
      String unit = parts.unit().isEmpty() ? "" : "# " + parts.unit();
      String together =
          Stream.of(parts.number(), parts.street(), unit)
              .filter(part -> !part.isEmpty())
              .collect(Collectors.joining(" "));
      assertThat(together).as("seed 42, text %d", i).isEqualTo(standard);
    }
  }

  @ParameterizedTest
  @CsvSource({"'#'", "'# '", "' '", "'475  '", "'475 #'", "'#5'"})
  void aTextThatIsNotStandard_isTakenToo(String text) {
    AddressParts parts = AddressParts.parse(text);
    assertThat(text).contains(parts.number(), parts.street(), parts.unit());
  }
}
