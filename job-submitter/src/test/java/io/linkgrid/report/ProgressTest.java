package io.linkgrid.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.report.Progress.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final AtomicLong clock = new AtomicLong();
  private final Progress log = new Progress(err, false, false, clock::get);

  @Test
  void log_hasALineAtStartAndEnd_andOneInFiveSeconds() {
    Stage match = log.stage("match", 10_770);
    for (int second = 1; second <= 12; second++) {
      pass(Duration.ofSeconds(1));
      match.advanceTo(second * 800L);
    }
    pass(Duration.ofMillis(1_500));
    match.advanceTo(10_770);
    match.finish();
    assertThat(written())
        .isEqualTo(
            """
            match: started, 10,770 records
            match: 4,000 of 10,770 records, 800/s, 8 s left
            match: 8,000 of 10,770 records, 800/s, 3 s left
            match: 10,770 of 10,770 records, 798/s, 13.5 s
            """);
  }

  @Test
  void whoFollows_seesStartAndEnd_andAtMostOneASecond() {
    List<Progress.Seen> seen = new ArrayList<>();
    log.follow(seen::add);
    Stage match = log.stage("match", 40);
    for (int step = 1; step <= 4; step++) {
      pass(Duration.ofMillis(500));
      match.advanceTo(step * 10L);
    }
    match.finish();
    assertThat(seen)
        .containsExactly(
            new Progress.Seen("match", 0, 40, "records", "started, 40 records", false),
            new Progress.Seen(
                "match", 20, 40, "records", "20 of 40 records, 20/s, 1 s left", false),
            new Progress.Seen(
                "match", 40, 40, "records", "40 of 40 records, 20/s, 0 s left", false),
            new Progress.Seen("match", 40, 40, "records", "40 of 40 records, 20/s, 2.0 s", true));
  }

  @Test
  void afterItsEnd_nothingIsShown() {
    Stage match = log.stage("match", 40);
    log.end();
    match.finish();
    assertThat(written()).isEqualTo("match: started, 40 records\n");
  }

  @Test
  void unknownTotal_isNotGuessed() {
    Stage join = log.stage("join", -1, "trips");
    pass(Duration.ofSeconds(5));
    join.advanceTo(2_500_000);
    join.finish();
    assertThat(written())
        .isEqualTo(
            """
            join: started
            join: 2,500,000 trips, 500,000/s
            join: 2,500,000 trips, 500,000/s, 5.0 s
            """);
  }

  @Test
  void stageThatFails_saysHowFarItCame_andEndsOnce() {
    try (Stage load = log.stage("load", 10);
        Stage match = log.stage("match", 20)) {
      pass(Duration.ofSeconds(2));
      load.advanceTo(10);
      load.finish();
      load.advanceTo(11);
      load.finish();
      match.advanceTo(4);
    }
    assertThat(written())
        .isEqualTo(
            """
            load: started, 10 records
            match: started, 20 records
            load: 10 of 10 records, 5/s, 2.0 s
            match: 4 of 20 records, 2/s, 2.0 s
            """);
  }

  @Test
  void stageThatCountsNothing_saysItsTimeAlone() {
    try (Stage results = log.stage("results", -1)) {
      pass(Duration.ofMillis(1_250));
      results.finish();
    }
    assertThat(written()).isEqualTo("results: started\nresults: 1.3 s\n");
  }

  @Test
  void terminal_drawsOneLineOverAndOver_andLeavesOneLine() {
    Progress screen = new Progress(err, true, true, clock::get);
    Stage match = screen.stage("match", 1_000);
    pass(Duration.ofSeconds(2));
    match.advanceTo(250);
    Awaitility.await().until(() -> written().contains("25 %"));
    match.finish();
    assertThat(written())
        .contains(
            "\r\u001b[Kmatch  \u001b[32m██████░░░░░░░░░░░░░░░░░░\u001b[0m  25 %  250 of 1,000"
                + " records, 125/s, 6 s left")
        .endsWith("\r\u001b[K\r\u001b[Kmatch: 250 of 1,000 records, 125/s, 2.0 s\n");
    assertThat(written().lines()).hasSize(written().split("\r", -1).length);
  }

  @Test
  void terminalWithoutColor_hasNone() {
    Progress screen = new Progress(err, true, false, clock::get);
    try (Stage match = screen.stage("match", 10)) {
      match.advanceTo(5);
      Awaitility.await().until(() -> written().contains("50 %"));
      match.finish();
    }
    assertThat(written()).doesNotContain("\u001b[32m").contains("████████████░░░░░░░░░░░░  50 %");
  }

  @Test
  void secondStageAtTheSameTime_doesNotDisturbTheLiveLine() {
    Progress screen = new Progress(err, true, false, clock::get);
    Stage match = screen.stage("match", 10);
    Stage join = screen.stage("join", 10);
    join.advanceTo(10);
    join.finish();
    match.finish();
    assertThat(written()).contains("\r\u001b[Kjoin: 10 of 10 records").doesNotContain("join  ");
  }

  @Test
  void manyThreads_countToTheHighest() throws Exception {
    Stage match = log.stage("match", 4_000);
    int threads = 4;
    CountDownLatch done = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      int thread = i;
      new Thread(
              () -> {
                for (int n = thread; n <= 4_000; n += threads) {
                  match.advanceTo(n);
                }
                done.countDown();
              })
          .start();
    }
    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    pass(Duration.ofSeconds(1));
    match.finish();
    assertThat(written()).endsWith("match: 4,000 of 4,000 records, 4,000/s, 1.0 s\n");
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
