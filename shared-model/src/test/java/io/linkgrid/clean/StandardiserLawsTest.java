package io.linkgrid.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.linkgrid.spec.AttributeType;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every standardiser and any text. Seeds are in the failure messages. */
class StandardiserLawsTest {
  private static final int TEXTS = 20_000;
  private static final long SEED = 20190906L;

  /** What the rules look for, so that random texts meet them. */
  private static final List<String> TELLING =
      List.of(
              "# & + @ / - . , ' ' ( ) 'N' 'n &amp; THE AND OF AT NEAR OFF BETWEEN N NO NOS O P PO MC",
              "INC LLC CO LTD DBA D B A L C CORP COMPANY CAFE PEET'S S.F. s.f.giants A.B 545 #2",
              "ST STREET AVE AVENUE BLVD PL PLZ PLAZA PARK POINT CTR WAY CT DR HWY IS COR STN SAINT",
              "STREETREET Streetockton McAllisterSt 86Main NORTH EAST NE SW S W",
              "STE SUITE UNIT APT RM FL FLOOR LVL LEVEL SPACE BOX BLDG BUILDING SHED LOT BSMT LOBBY",
              "FRONT UPPER KIT KIOSK SEC PH PIER MAIN MISSION VAN NESS FERRY GEARY K16 FC-6 K-106-B",
              "5 10 16 06TH 6TH TH ND FIRST SECOND TWENTY TWENTIETH 17HT 81TH 1/2 10/F 5/FL 3RDST",
              "114-116 12-A 211-212 2475A 0340 1.5 1.11.11 94105 94105-1234 CA LA SAN FRANCISCO YORK",
              "½ É ß L Ж й\u0306 E\u0301 鼎 が \u1100'\u1161 ＡＢ １２ ™ Ã© â€™ \u00ad \u200d \ud83c\udf55 \ud800 \udc00",
              "415 482 7284 +1 37.5 -122.5 0 90.1 2017-09-05 9/5/17 T22:52 20170229",
              "MR Dr. SIR JR III 2ND ET AL et al. PHD PH D M.D. Smith Smith, J. J, and ; & AND a'nd | &#246; &#x7fffffff;",
              "N/A NA NULL UNKNOWN NOT GIVEN 0 00 0000 IN IN THE CORNER COR SPACE SPC SOUTH S E NORTHEAST O P FORTY",
              "HAUPTSTRASSE STR THIRDSTREET FIRSTSTRASSE ( ) [ ] @ a@b.c @gmail.com J.S+x@googlemail.com mailto: < > ?",
              "+44 (0)20 0044 00 01 1 3102461501 11 1,234 .567,50 1E3 e-2 % $ USD EUR ' 5th Sep Sep. MAY 05SEP2017 9.5.")
          .stream()
          .flatMap(line -> Stream.of(line.split(" ", -1)))
          .toList();

  @ParameterizedTest
  @EnumSource(AttributeType.class)
  void aStandardText_standsForItself(AttributeType type) {
    Standardiser standardiser = Standardisers.of(type);
    Random random = new Random(SEED);
    for (int i = 0; i < TEXTS; i++) {
      String raw = text(random);
      String standard = standardiser.standardise(raw);
      assertThat(standardiser.standardise(standard))
          .as("seed %d, text %d: %s", SEED, i, escaped(raw))
          .isEqualTo(standard);
      if (type == AttributeType.VERBATIM) {
        assertThat(standard).isEqualTo(raw.replaceAll("[\\x00\\p{Cs}]", ""));
        continue;
      }
      assertThat(standard)
          .as("seed %d, text %d: %s", SEED, i, escaped(raw))
          .isEqualTo(standard.strip())
          .doesNotContain("  ", "\t", "\n");
    }
  }

  @ParameterizedTest
  @EnumSource(AttributeType.class)
  void manyThreads_getTheSameAnswers(AttributeType type) throws Exception {
    Standardiser standardiser = Standardisers.of(type);
    Callable<List<String>> work =
        () -> {
          Random random = new Random(SEED);
          return IntStream.range(0, 2_000)
              .mapToObj(i -> standardiser.standardise(text(random)))
              .toList();
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<String> alone = work.call();
      for (Future<List<String>> together : threads.invokeAll(List.of(work, work, work, work))) {
        assertThat(together.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource(AttributeType.class)
  void everyCharacterOfUnicode_isTaken(AttributeType type) {
    Standardiser standardiser = Standardisers.of(type);
    for (int codePoint : assigned()) {
      String raw = "a" + Character.toString(codePoint) + "b " + Character.toString(codePoint);
      String standard = standardiser.standardise(raw);
      if (!standardiser.standardise(standard).equals(standard)) {
        assertThat(standardiser.standardise(standard)).as("U+%04X", codePoint).isEqualTo(standard);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(AttributeType.class)
  void aCellAsLongAsABook_isNoReasonToFail(AttributeType type) {
    Standardiser standardiser = Standardisers.of(type);
    for (String piece :
        List.of(
            "ST ", "STREET", "A/", "1-", "1 ", "9", "A.", "dba ", "#", "ж\u0306", "(", "[a] ", "N ",
            "and ", "J,", "a;", "SIR ", "JR ", "ET AL ", "MR ", "<", "a@", "mailto:", "+", "&#1;",
            "\0", "\ud800", "\u202e")) {
      String book = piece.repeat(20_000);
      assertThatCode(() -> standardiser.standardise(book))
          .as("20,000 times %s", piece)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void theQuickWayToReadAPhone_agreesWithTheLibrary() throws Exception {
    Standardiser phones = Standardisers.of(AttributeType.US_PHONE);
    PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    Random random = new Random(SEED);
    String[] forms = {"%s%s%s", "(%s) %s-%s", "%s-%s-%s", "+1%s%s%s", "1 %s.%s.%s", "%s/%s-%s"};
    for (int i = 0; i < 2_000; i++) {
      String raw =
          forms[random.nextInt(forms.length)].formatted(
              200 + random.nextInt(800), 200 + random.nextInt(800), 1000 + random.nextInt(9000));
      String national = library.getNationalSignificantNumber(library.parse(raw, "US"));
      assertThat(phones.standardise(raw)).as("seed %d: %s", SEED, raw).isEqualTo(national);
    }
  }

  /** Code points of all planes; of the rare ideographs only those that have another form. */
  private static int[] assigned() {
    return IntStream.of(0, 0x2F800, 0xE0000)
        .flatMap(start -> IntStream.range(start, start == 0 ? 0x20000 : start + 0x220))
        .toArray();
  }

  static String text(Random random) {
    StringBuilder text = new StringBuilder();
    if (random.nextInt(3) == 0) {
      text.append(random.nextInt(3_000)).append(' ');
    }
    int pieces = 1 + random.nextInt(9);
    for (int i = 0; i < pieces; i++) {
      switch (random.nextInt(12)) {
        case 0 -> text.append((char) random.nextInt(0x10000));
        case 1 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
        case 2 -> text.append((char) random.nextInt(0x180));
        default -> text.append(TELLING.get(random.nextInt(TELLING.size())));
      }
      if (random.nextInt(8) > 0) {
        text.append(' ');
      }
    }
    return text.toString();
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(
            c -> escaped.append(c < 0x7f && c >= ' ' ? "" + (char) c : "\\u%04x".formatted(c)));
    return escaped.toString();
  }
}
