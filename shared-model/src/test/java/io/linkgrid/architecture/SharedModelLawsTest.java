package io.linkgrid.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The laws of the shared model. Each failure says what to do instead. */
class SharedModelLawsTest {
  /** What every stage may use besides itself. */
  private static final Set<String> COMMON = Set.of("model", "spec");

  /**
   * Every package of the kernel, and the other stages that it may use. This is the one place where
   * an exception is granted; write the reason beside it.
   */
  private static final Map<String, Set<String>> KERNEL =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("model", Set.of()),
              Map.entry("spec", Set.of()),
              Map.entry("clean", Set.of()),
              // Keys are made from the parts of an address, as clean took it apart, and from how a
              // name sounds to the comparators.
              Map.entry("blocking", Set.of("clean", "comparison")),
              // Addresses are compared part by part, as clean took them apart.
              Map.entry("comparison", Set.of("clean")),
              // A score weighs levels of comparison.
              Map.entry("scoring", Set.of("comparison")),
              // A model is learnt from patterns of levels, as comparison writes them.
              Map.entry("training", Set.of("comparison")),
              // A prepared block is the fast form of blocking, comparison and scoring together.
              Map.entry("index", Set.of("comparison", "blocking", "scoring")),
              Map.entry("clustering", Set.of()),
              Map.entry("survivorship", Set.of()),
              Map.entry("evaluation", Set.of())));

  private static final JavaClasses SHARED_MODEL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.linkgrid");

  @TestFactory
  Stream<DynamicTest> aStageKnowsNoOtherStage() {
    return KERNEL.entrySet().stream()
        .map(
            stage ->
                dynamicTest(stage.getKey(), () -> knowsOnly(stage.getKey(), stage.getValue())));
  }

  private static void knowsOnly(String stage, Set<String> granted) {
    Set<String> foreign = new LinkedHashSet<>(KERNEL.keySet());
    foreign.add("grid");
    foreign.remove(stage);
    foreign.removeAll(granted);
    if (!stage.equals("model")) {
      foreign.removeAll(COMMON);
    }
    noClasses()
        .that()
        .resideInAPackage(packageOf(stage))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packagesOf(foreign))
        .because(
            "stages meet in io.linkgrid.model, and a job lines them up: move the type that both"
                + " need to model, or pass its value in as an argument")
        .allowEmptyShould(true)
        .check(SHARED_MODEL);
  }

  @Test
  void theKernel_usesOnlyTheJdkAndTheTextLibraries() {
    ArchRuleDefinition.classes()
        .that(resideInAnyPackage(packagesOf(KERNEL.keySet())))
        .and()
        .resideOutsideOfPackage(packageOf("spec"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify.annotations..",
            "org.apache.commons.text..",
            "org.apache.commons.codec..",
            "com.google.i18n.phonenumbers..",
            "io.linkgrid..")
        .because(
            "the kernel must run and be tested without a grid, a database or a logger: let the"
                + " caller in grid-node or job-submitter do that part; JSON and YAML belong to spec")
        .allowEmptyShould(true)
        .check(SHARED_MODEL);
  }

  @Test
  void theSpec_addsOnlyJackson() {
    ArchRuleDefinition.classes()
        .that()
        .resideInAPackage(packageOf("spec"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify.annotations..",
            "org.apache.commons.text..",
            "com.fasterxml.jackson..",
            "org.yaml.snakeyaml..",
            "io.linkgrid.model..",
            "io.linkgrid.spec..")
        .because("a spec is read from text and knows no stage: keep behaviour in the stages")
        .allowEmptyShould(true)
        .check(SHARED_MODEL);
  }

  @Test
  void theKernel_asksNoClockNoNetworkAndNoDatabase() {
    noClasses()
        .that(resideInAnyPackage(packagesOf(KERNEL.keySet())))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.net.http..", "java.sql..", "java.util.logging..")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .because(
            "the same input gives the same output: pass the value in, a time as an Instant or an"
                + " InstantSource")
        .allowEmptyShould(true)
        .check(SHARED_MODEL);
  }

  @Test
  void onlyTheGridPackage_knowsHazelcastAndDataSources() {
    noClasses()
        .that()
        .resideOutsideOfPackage(packageOf("grid"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.hazelcast..", "javax.sql..")
        .because("what is said through the grid is said in io.linkgrid.grid: move the class there")
        .check(SHARED_MODEL);
  }

  @Test
  void everyPackage_isAStageOrTheGrid() {
    ArchRuleDefinition.classes()
        .should()
        .resideInAnyPackage(
            Stream.concat(Stream.of(packageOf("grid")), Stream.of(packagesOf(KERNEL.keySet())))
                .toArray(String[]::new))
        .because("a package is a stage: add the new one to the list in SharedModelLawsTest")
        .check(SHARED_MODEL);
  }

  @Test
  void noClass_isNamedForNothing() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .because("a class is named for what it is: find the noun, or make the method its user's")
        .check(SHARED_MODEL);
  }

  private static String packageOf(String stage) {
    return "io.linkgrid." + stage + "..";
  }

  private static String[] packagesOf(Set<String> stages) {
    return stages.stream()
        .map(SharedModelLawsTest::packageOf)
        .collect(toCollection(LinkedHashSet::new))
        .toArray(String[]::new);
  }
}
