package io.linkgrid.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check agrees with the platform's own decoder, however the bytes are cut. */
class Utf8CheckTest {
  private static final int[] TELLING = {
    0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed,
    0xee, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff
  };

  @Test
  void everyTripleOfTellingBytes_isJudgedAsThePlatformDoes() {
    for (int first : TELLING) {
      for (int second : TELLING) {
        for (int third : TELLING) {
          for (int last : new int[] {0x41, 0x80}) {
            agrees(new byte[] {(byte) first, (byte) second, (byte) third, (byte) last});
            agrees(new byte[] {(byte) first, (byte) second, (byte) third});
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100})
  void sequencesThatSpanBuffers_countOnce(int piece) {
    byte[] bytes = "Café 😀 €uro naïve 日本 ".repeat(50).getBytes(StandardCharsets.UTF_8);
    Utf8Check check = new Utf8Check();
    for (int from = 0; from < bytes.length; from += piece) {
      check.check(bytes, from, Math.min(bytes.length, from + piece));
    }
    check.finish();
    assertThat(check.malformed()).isZero();
    assertThat(check.sequences()).isEqualTo(6 * 50);
  }

  @Test
  void randomBytes_areJudgedAsThePlatformDoes() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(24)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = (byte) (random.nextInt(3) == 0 ? TELLING[random.nextInt(TELLING.length)] : 'a');
      }
      agrees(bytes);
    }
  }

  private static void agrees(byte[] bytes) {
    boolean expected;
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      expected = true;
    } catch (CharacterCodingException e) {
      expected = false;
    }
    assertThat(Utf8Check.isUtf8(bytes, 0, bytes.length))
        .as("%s", (Object) bytes)
        .isEqualTo(expected);
  }
}
