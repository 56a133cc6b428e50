package io.linkgrid.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.grid.LogLevels.Level;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLevelsTest {
  private static LogLevels of(String text) {
    return LogLevels.of(Map.of(LogLevels.VARIABLE, text));
  }

  @Test
  void names_haveTheirLevels_inWhateverCase_andTheLastOneHolds() {
    assertThat(of("io.linkgrid=debug, com.hazelcast = Info,ROOT=OFF,io.linkgrid=WARN").byName())
        .containsOnly(
            Map.entry("io.linkgrid", Level.WARN),
            Map.entry("com.hazelcast", Level.INFO),
            Map.entry("ROOT", Level.OFF));
  }

  @Test
  void nothingSaid_changesNothing() {
    assertThat(LogLevels.of(Map.of()).byName()).isEmpty();
    assertThat(of(" ").byName()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DEBUG", "io.linkgrid", "io.linkgrid=", "=DEBUG", "io.linkgrid=LOUD"})
  void whatIsNoLevelOfAName_isRefused(String entry) {
    assertThatThrownBy(() -> of("com.hazelcast=WARN," + entry))
        .isInstanceOfSatisfying(
            LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.USAGE))
        .hasMessage(
            "'%s' of LINKGRID_LOG_LEVELS is no NAME=LEVEL, such as io.linkgrid=DEBUG; levels are"
                    .formatted(entry)
                + " TRACE, DEBUG, INFO, WARN, ERROR, OFF.");
  }
}
