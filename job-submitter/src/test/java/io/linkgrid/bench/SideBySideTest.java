package io.linkgrid.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SideBySideTest {
  @TempDir private Path checkout;

  @Test
  void withoutBenchmarks_theCommandThatBuildsThemIsNamed() {
    assertThatThrownBy(() -> SideBySide.find(Optional.empty(), environment()))
        .isInstanceOfSatisfying(
            LinkgridException.class, problem -> assertThat(problem.kind()).isEqualTo(Kind.USAGE))
        .hasMessage(notBuilt(checkout.resolve("benchmarks/target")));
  }

  @Test
  void aJarWithoutItsLibraries_isNoComparison() throws IOException {
    Path elsewhere = Files.createDirectories(checkout.resolve("elsewhere"));
    Files.createFile(elsewhere.resolve("linkgrid-benchmarks-0.1.0.jar"));

    assertThatThrownBy(() -> SideBySide.find(Optional.of(elsewhere), environment()))
        .hasMessage(notBuilt(elsewhere));
  }

  @Test
  void outsideOfADistribution_itIsSaid() {
    assertThatThrownBy(() -> SideBySide.find(Optional.empty(), Map.of()))
        .hasMessage(
            "Cannot compare with others: LINKGRID_HOME names no distribution; start bin/linkgrid of"
                + " one.");
  }

  @Test
  void ofTheCheckoutOfTheDistribution_theComparisonIsStarted() throws IOException {
    Path target = checkout.resolve("benchmarks/target");
    Files.createDirectories(target.resolve("lib"));
    Path jar = Files.createFile(target.resolve("linkgrid-benchmarks-0.1.0.jar"));

    List<String> command =
        SideBySide.find(Optional.empty(), environment()).command(List.of("--repeat", "2"));

    assertThat(command.subList(1, command.size()))
        .containsExactly(
            "@" + home().resolve("conf/jvm.options"),
            "-cp",
            jar + File.pathSeparator + target.resolve("lib") + "/*",
            "io.linkgrid.benchmarks.versus.Versus",
            "--home",
            home().toString(),
            "--repeat",
            "2");
  }

  private static String notBuilt(Path directory) {
    return "Cannot compare with others: there is no linkgrid-benchmarks-*.jar with lib/ beside it in "
        + directory
        + "; build it in a checkout with 'mvn -Pbenchmarks -Dquick package', or name another"
        + " directory with --benchmarks-dir.";
  }

  private Map<String, String> environment() {
    return Map.of("LINKGRID_HOME", home().toString());
  }

  private Path home() {
    return checkout.resolve("job-submitter/target/linkgrid-0.1.0");
  }
}
