package io.linkgrid.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user unpacks. */
class DistributionIT {
  private static final Path HOME = Path.of(System.getenv("LINKGRID_HOME"));

  @Test
  void lib_isTheClassPathOfANode_andHasNothingOfTheSubmitter() {
    assertThat(jars(HOME.resolve("lib")))
        .anyMatch(jar -> jar.startsWith("linkgrid-shared-model-"))
        .anyMatch(jar -> jar.startsWith("linkgrid-grid-node-"))
        .anyMatch(jar -> jar.startsWith("hazelcast-"))
        .noneMatch(jar -> jar.startsWith("linkgrid-job-submitter-"))
        .noneMatch(jar -> jar.startsWith("picocli-") || jar.startsWith("flyway-"));
  }

  @Test
  void noJarShipsTwice_andNoneOfTheTests() {
    List<String> all =
        Stream.of("lib", "lib/jobs", "lib/submitter")
            .flatMap(directory -> jars(HOME.resolve(directory)).stream())
            .toList();

    assertThat(all.stream().map(jar -> jar.replaceAll("-[0-9].*", "")))
        .doesNotHaveDuplicates()
        .contains("linkgrid-job-submitter", "picocli");
    assertThat(all)
        .noneMatch(
            jar -> jar.matches("(junit|assertj|awaitility|archunit|mockito).*|.*-tests\\.jar"));
  }

  /** It is made where Maven may go online, which looks licences up. */
  @Test
  void theBillOfMaterials_namesEachJarOnce_andByWhichLicence() throws IOException {
    Path bill = HOME.resolve("sbom/linkgrid-sbom.json");
    assumeTrue(Files.exists(bill), "Built with -o: there is no bill of materials to look at.");
    JsonNode components = new ObjectMapper().readTree(Files.readString(bill)).path("components");
    List<String> jars = new ArrayList<>();
    for (JsonNode component : components) {
      String name = component.path("name").asText();
      jars.add(name + "-" + component.path("version").asText() + ".jar");
      if (!name.startsWith("linkgrid-")) {
        assertThat(component.path("licenses")).as(name).isNotEmpty();
      }
    }

    assertThat(jars)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of("lib", "lib/submitter", "lib/jobs")
                .flatMap(directory -> jars(HOME.resolve(directory)).stream())
                .filter(jar -> !jar.startsWith("linkgrid-job-submitter-"))
                .toList());
  }

  @Test
  void completionAndManualPages_knowTheCommands() throws IOException {
    assertThat(Files.readString(HOME.resolve("completion/linkgrid.bash"))).contains("doctor");
    try (Stream<Path> pages = Files.list(HOME.resolve("man"))) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .anyMatch(name -> name.startsWith("linkgrid-nodes."));
    }
  }

  @Test
  void theLauncher_followsALinkToIt(@TempDir Path directory) throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("lg"), HOME.resolve("bin/linkgrid"));

    Result version = run(Map.of(), link.toString(), "version");

    assertThat(version.output()).startsWith("linkgrid 0.").contains("\nbuild ");
    assertThat(version.code()).isZero();
  }

  @Test
  void theLaunchers_sayWhenThereIsNoJava() throws Exception {
    for (String launcher : List.of("linkgrid", "grid-node")) {
      Result refused =
          run(Map.of("JAVA_HOME", "/nowhere"), HOME.resolve("bin/" + launcher).toString());

      assertThat(refused.output())
          .isEqualTo(
              launcher
                  + " needs Java 17 or later, but found none: JAVA_HOME is /nowhere, and there is"
                  + " no /nowhere/bin/java. Install a JDK (Debian: apt-get install"
                  + " openjdk-17-jre-headless) or set JAVA_HOME.\n");
      assertThat(refused.code()).isEqualTo(2);
    }
  }

  @Test
  void theLaunchers_refuseAnOldJava(@TempDir Path old) throws Exception {
    Path java = Files.createDirectories(old.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nexit 1\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"1.8.0_402\"\n");

    Result refused =
        run(Map.of("JAVA_HOME", old.toString()), HOME.resolve("bin/linkgrid").toString());

    assertThat(refused.output())
        .isEqualTo(
            "linkgrid needs Java 17 or later, but %s is Java 8. Set JAVA_HOME to a newer one.\n"
                .formatted(java));
    assertThat(refused.code()).isEqualTo(2);
  }

  /** What a process said and how it ended. */
  @Test
  void theFuzzer_runsOnTheDistribution() throws Exception {
    Result fuzzed =
        run(Map.of(), "../scripts/fuzz", "--files", "30", "--seed", "1", "--size", "small");

    assertThat(fuzzed.output())
        .contains("files: bytes changed, cut off, put in, NUL\n")
        .contains("30 files, specs and models each: {")
        .endsWith(", 0 faults\n");
    assertThat(fuzzed.code()).isZero();
  }

  private record Result(String output, int code) {}

  private static Result run(Map<String, String> environment, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Result(output, process.waitFor());
  }

  private static List<String> jars(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
