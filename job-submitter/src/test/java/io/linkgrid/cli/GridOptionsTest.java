package io.linkgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class GridOptionsTest {
  @ParameterizedTest
  @CsvSource({
    "16000000, 2, 1, true",
    "16000001, 2, 1, false",
    "9000000, 2, 2, true",
    "9000000, 4, 2, true",
    "9000000, 6, 2, false",
    "9000000, 2, 0, true",
  })
  void nodesOfFewCores_areCompiledQuicklyOnly_ifThereIsLittleToRead(
      long bytes, int cores, int nodes, boolean brief) {
    assertThat(GridOptions.isBrief(bytes, cores, nodes)).isEqualTo(brief);
  }

  @Test
  void whereTheWorkIsDone_isToldToPeople() {
    assertThat(describe()).isEqualTo("inside the command");
    assertThat(describe("--nodes", "1")).isEqualTo("1 node of its own");
    assertThat(describe("--nodes", "3")).isEqualTo("3 nodes of its own");
    assertThat(describe("--grid", "a:1,b:2")).isEqualTo("a:1,b:2");
  }

  private static String describe(String... arguments) {
    GridOptions options = new GridOptions();
    new CommandLine(options).parseArgs(arguments);
    return options.describe();
  }
}
