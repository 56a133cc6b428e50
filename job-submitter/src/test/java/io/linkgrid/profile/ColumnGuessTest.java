package io.linkgrid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnGuessTest {
  private static final int ROWS = 200;

  /** Names with values that fit them; # is the number of the row, % one of three digits. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "business_name      | Kelp House #            | BUSINESS_NAME",
        "name               | The Lake Cafe #         | BUSINESS_NAME",
        "contactName        | Ann Bell@               | PERSON_NAME",
        "name               | Ann Bell@               | PERSON_NAME",
        "FirstName          | Ann@                    | GIVEN_NAME",
        "last_name          | Bell@                   | SURNAME",
        "authors            | A. Bell@, C. Dee        | PERSON_NAMES",
        "house_no           | #                       | STREET_NUMBER",
        "Street Address     | # Mill Lane             | ADDRESS",
        "address_2          | unit #                  | SHARED_TEXT",
        "zip                | 94#                     | US_ZIP",
        "zip                | SW# 4TX                 | POSTCODE",
        "postal_code        | 94#                     | POSTCODE",
        "phone              | (415) 555-0#            | US_PHONE",
        "Telefon            | 031 555 0#              | PHONE",
        "e_mail             | ann#@example.org        | EMAIL",
        "lat                | 47.#                    | LATITUDE",
        "lng                | 8.#                     | LONGITUDE",
        "date_of_birth      | 1970-02-1%              | DATE",
        "date               | 1970-02-1%              | DATE",
        "created_date       | 1970-02-1%              | NOTHING",
        "year               | 200%                    | CATEGORY",
        "price              | $ #.50                  | NUMBER",
        "isbn               | 978-3-16-#              | CODE",
        "soc_sec_id         | 1000#                   | CODE",
        "visit_id           | v#                      | NOTHING",
        "state              | S%                      | CATEGORY",
        "type               | kind # of food          | SHARED_TEXT",
        "city               | Town %                  | SHARED_TEXT",
        "title              | On the # laws of motion | TEXT",
        "notes              | came late on day #      | NOTHING",
        // Names that say nothing.
        "c1                 | ann#@example.org        | EMAIL",
        "c2                 | 1970-02-1%              | DATE",
        "c3                 | +41 31 555 #            | PHONE",
        "c4                 | #.25                    | NUMBER",
        "c5                 | #                       | CODE",
        "c6                 | %                       | CATEGORY",
        "c7                 | AB-#-C                  | CODE",
        "c8                 | # Mill Lane             | ADDRESS",
        "c9                 | Ann Bell@               | PERSON_NAME",
        "c10                | some words of number #  | TEXT",
        "c11                | a b c d e f g h i j k l m # | NOTHING",
        // Names that the values do not bear out.
        "phone              | ask desk %              | CATEGORY",
        "mail               | box # at the corner     | TEXT",
        "long               | many # words stand here | TEXT",
      })
  void aColumn_isWhatItsNameAndItsValuesSay(String name, String values, Meaning expected) {
    ColumnGuess guess = ColumnGuess.of(column(name, i -> value(values, i)));

    assertThat(guess.meaning()).isEqualTo(expected);
    assertThat(guess.why().isEmpty()).isEqualTo(expected != Meaning.NOTHING);
  }

  @Test
  void aConstant_isLeftOut() {
    assertThat(ColumnGuess.of(column("state", i -> "CA")))
        .isEqualTo(ColumnGuess.left("always 'CA', which tells no two things apart"));
    assertThat(ColumnGuess.of(column("state", i -> i == 7 ? "NV" : "CA")))
        .isEqualTo(ColumnGuess.left("nearly always 'CA', which tells no two things apart"));
  }

  @Test
  void anEmptyColumn_isLeftOut() {
    assertThat(ColumnGuess.of(column("phone", i -> i == 7 ? "415-555-0100" : "N/A")))
        .isEqualTo(ColumnGuess.left("hardly any row has a value"));
  }

  @Test
  void fewValuesThatTheFilesWriteDifferently_areNoCategory() {
    ColumnCounter counter = new ColumnCounter("kind");
    add(counter, i -> i % 2 == 0 ? "VLDB" : "SIGMOD");
    add(counter, i -> i % 2 == 0 ? "Very Large Data Bases" : "Management of Data");

    assertThat(ColumnGuess.of(counter.profile()).meaning()).isEqualTo(Meaning.SHARED_TEXT);
  }

  private static String value(String pattern, int i) {
    String letters = "" + (char) ('a' + i % 26) + (char) ('a' + i / 26);
    return pattern
        .replaceFirst("#", Integer.toString(100 + i))
        .replaceFirst("%", Integer.toString(i % 3 + 1))
        .replaceFirst("Bell@", "Bell" + letters)
        .replaceFirst("Ann@", "Ann" + letters);
  }

  private static ColumnProfile column(String name, IntFunction<String> value) {
    ColumnCounter counter = new ColumnCounter(name);
    add(counter, value);
    return counter.profile();
  }

  private static void add(ColumnCounter counter, IntFunction<String> value) {
    for (int i = 0; i < ROWS; i++) {
      counter.add(value.apply(i));
    }
    counter.endFile();
  }
}
