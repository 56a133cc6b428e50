package io.linkgrid.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CpuTimeTest {
  private static final String STAT =
      "4711 (a (strange) name) S 1 4711 4711 0 -1 4194560 100 200 0 0 150 50 300 25 20 0 4 0 12345";

  @Test
  void ofAProcess_itsOwnTimesAndThoseOfItsEndedChildrenAreAddedUp() {
    assertThat(CpuTime.withEndedChildren(STAT)).isEqualTo(Duration.ofMillis(5_250));
  }

  @Test
  void ofEndedChildren_onlyTheirsAreAddedUp() {
    assertThat(CpuTime.ofEndedChildren(STAT)).isEqualTo(Duration.ofMillis(3_250));
  }

  @Test
  void aCommandThatHasEnded_andWhatItStartedItself_areCounted() throws Exception {
    assumeThat(Path.of("/proc/self/stat")).exists();
    CpuTime cpu = CpuTime.ofCommands(List.of(), Optional.empty());

    String work = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done";
    assertThat(new ProcessBuilder("sh", "-c", "sh -c '" + work + "'; true").start().waitFor())
        .isZero();

    Map<String, Double> seconds = cpu.seconds();
    assertThat(seconds).containsOnlyKeys(CpuTime.NODES, CpuTime.COMMANDS);
    assertThat(seconds.get(CpuTime.COMMANDS)).isPositive();
    assertThat(seconds.get(CpuTime.NODES)).isZero();
  }
}
