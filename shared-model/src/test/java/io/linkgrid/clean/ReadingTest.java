package io.linkgrid.clean;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.spec.Attribute;
import io.linkgrid.spec.AttributeType;
import io.linkgrid.spec.Reading;
import io.linkgrid.spec.Reading.Letters;
import io.linkgrid.spec.SurvivorshipRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a spec says that a text is read. */
class ReadingTest {
  private static String read(AttributeType type, Reading reading, String raw) {
    return Standardisers.of(
            new Attribute("a", List.of("a"), type, SurvivorshipRule.MOST_FREQUENT, reading))
        .standardise(raw);
  }

  @ParameterizedTest
  @CsvSource({
    "yyyy-MM-dd, 2017-09-05, 2017-09-05",
    "yyyy-MM-dd, 2017-9-5, 2017-09-05",
    "yyyy-MM-dd, ' 2017-09-05 ', 2017-09-05",
    "yyyy-MM-dd, 2017-02-29, ''",
    "yyyy-MM-dd, 05.09.2017, ''",
    "yyyy-MM-dd, 2017-09, ''",
    "yyyy-MM-dd, 2017-09-05T10, ''",
    "yyyy-MM-dd, 2017-09-, ''",
    "dd/MM/yyyy, 05/09/2017, 2017-09-05",
    "yyyyMMdd, 20170905, 2017-09-05",
    "MM dd yyyy, 9 5 2017, 2017-09-05"
  })
  void aDateOfOneFormat_isNoOther(String format, String raw, String expected) {
    assertThat(read(AttributeType.DATE, new Reading(Letters.AS_THEY_ARE, "", format), raw))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "AS_THEY_ARE, ^[^@]+, Ann@b.example, Ann",
    "AS_THEY_ARE, ^[^@]+, @b.example, ''",
    "AS_THEY_ARE, @(.+)$, Ann@b.example, b.example",
    "AS_THEY_ARE, x(y)?, x, ''",
    "LOWER, ^A, Ann, ''",
    "LOWER, '', Straße ÉÖ, straße éö",
    "UPPER, '', Straße éö, STRAßE ÉÖ"
  })
  void aPieceOfAText_isItsFirstGroupOrItsMatch(
      Letters letters, String extract, String raw, String expected) {
    assertThat(read(AttributeType.VERBATIM, new Reading(letters, extract, ""), raw))
        .isEqualTo(expected);
  }

  @Test
  void whatNoDatabaseKeeps_isDropped() {
    assertThat(read(AttributeType.VERBATIM, Reading.PLAIN, "a\0b\ud800c\ud83c\udf55"))
        .isEqualTo("abc\ud83c\udf55");
  }
}
