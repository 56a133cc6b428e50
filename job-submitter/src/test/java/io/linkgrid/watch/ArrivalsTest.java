package io.linkgrid.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a file that somebody may still be writing is whole; the clock is set by hand. */
class ArrivalsTest {
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final Arrivals arrivals = new Arrivals(new Clock(), Duration.ofSeconds(2));

  /** Shows the time of the test. */
  private final class Clock implements InstantSource {
    @Override
    public Instant instant() {
      return now;
    }
  }

  private static Sighting file(String name, long bytes) {
    return new Sighting(name, bytes, Instant.EPOCH, bytes + " bytes");
  }

  private List<String> wholeAfter(long millis, Sighting... there) {
    now = now.plusMillis(millis);
    return arrivals.whole(List.of(there)).stream().map(Sighting::name).toList();
  }

  @Test
  void aFile_isWhole_whenItHasNotChangedForTheTime() {
    assertThat(wholeAfter(0, file("a.csv", 10))).isEmpty();
    assertThat(wholeAfter(1_999, file("a.csv", 10))).isEmpty();
    assertThat(wholeAfter(1, file("a.csv", 10))).containsExactly("a.csv");
    assertThat(wholeAfter(500, file("a.csv", 10))).containsExactly("a.csv");
  }

  @Test
  void aFileThatGrows_waitsAnewWithEachByte() {
    assertThat(wholeAfter(0, file("a.csv", 10))).isEmpty();
    assertThat(wholeAfter(1_500, file("a.csv", 20))).isEmpty();
    assertThat(wholeAfter(1_500, file("a.csv", 30))).isEmpty();
    assertThat(wholeAfter(2_000, file("a.csv", 30))).containsExactly("a.csv");
    assertThat(wholeAfter(500, file("a.csv", 40))).isEmpty();
  }

  @Test
  void aSlowFile_doesNotHoldUpAnother_andTheOrderStays() {
    wholeAfter(0, file("slow.csv", 1), file("b.csv", 5), file("a.csv", 5));

    assertThat(wholeAfter(2_000, file("slow.csv", 2), file("b.csv", 5), file("a.csv", 5)))
        .containsExactly("b.csv", "a.csv");
  }

  @Test
  void aFileThatWentAndCameBack_isSeenForTheFirstTime() {
    wholeAfter(0, file("a.csv", 10));
    wholeAfter(1_500);

    assertThat(wholeAfter(1_500, file("a.csv", 10))).isEmpty();
    assertThat(wholeAfter(2_000, file("a.csv", 10))).containsExactly("a.csv");
  }

  @Test
  void withoutATime_whateverIsThereIsWhole() {
    Arrivals atOnce = new Arrivals(new Clock(), Duration.ZERO);

    assertThat(atOnce.whole(List.of(file("a.csv", 10)))).hasSize(1);
  }
}
