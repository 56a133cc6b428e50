package io.linkgrid.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linkgrid.profile.ColumnProfile.Frequent;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnCounterTest {
  @Test
  void aColumn_isDescribed() {
    ColumnProfile colours = counted(List.of("red", " blue ", "", "red", "N/A", "green"));

    assertThat(colours.rows()).isEqualTo(6);
    assertThat(colours.present()).isEqualTo(4);
    assertThat(colours.distinct()).isEqualTo(3);
    assertThat(colours.presence()).isCloseTo(4 / 6.0, within(1e-9));
    assertThat(colours.frequent())
        .containsExactly(new Frequent("red", 2), new Frequent("blue", 1), new Frequent("green", 1));
    assertThat(colours.shortest()).isEqualTo(3);
    assertThat(colours.longest()).isEqualTo(5);
    assertThat(colours.sample()).containsExactly("red", "blue", "red", "green");
    assertThat(colours.isUnique()).isFalse();
    assertThat(colours.shared()).isEqualTo(1);
  }

  @Test
  void idsThatTwoFilesShare_areUniqueInEach() {
    ColumnProfile ids = counted(List.of("1", "2", "3"), List.of("2", "3", "4", "5"));

    assertThat(ids.isUnique()).isTrue();
    assertThat(ids.distinct()).isEqualTo(5);
    assertThat(ids.shared()).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(ids.leastPresent()).isEqualTo(1);
  }

  @Test
  void anIdThatIsMissingOnce_isNotUnique() {
    assertThat(counted(List.of("1", "", "3")).isUnique()).isFalse();
  }

  @Test
  void caseAndSigns_areNoDifferenceBetweenFiles() {
    assertThat(counted(List.of("310/246-1501"), List.of("310-246 1501")).shared()).isEqualTo(1);
  }

  @Test
  void aLongColumn_isSampledTheSameWayEveryTime() {
    ColumnCounter first = new ColumnCounter("n");
    ColumnCounter second = new ColumnCounter("n");
    for (int i = 0; i < 30_000; i++) {
      first.add("v" + i);
      second.add("v" + i);
    }
    first.endFile();
    second.endFile();

    assertThat(first.profile().sample()).hasSize(2000).isEqualTo(second.profile().sample());
    assertThat(first.profile().sample()).anyMatch(v -> v.length() == 6);
    assertThat(first.profile().isUnique()).isTrue();
  }

  @SafeVarargs
  private static ColumnProfile counted(List<String>... files) {
    ColumnCounter counter = new ColumnCounter("column");
    for (List<String> file : files) {
      file.forEach(counter::add);
      counter.endFile();
    }
    return counter.profile();
  }
}
