package io.linkgrid.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The laws of the submitter. Each failure says what to do instead. */
class JobSubmitterLawsTest {
  private static final JavaClasses SUBMITTER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> location.contains("job-submitter"))
          .importPackages("io.linkgrid");

  @Test
  void theSubmitter_knowsNoClassOfTheNode() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.linkgrid.node..")
        .because(
            "a node may run on another machine: put what both need into io.linkgrid.grid of"
                + " shared-model; a member inside this process comes from GridConnection.embedded()")
        .check(SUBMITTER);
  }

  @Test
  void onlyTheCommandLine_parsesArguments() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.linkgrid.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "io.linkgrid.cli..")
        .because("a command parses, calls and prints: pass what was typed in as values")
        .check(SUBMITTER);
  }

  @Test
  void theCommandLine_leavesTheGridToOthers() {
    noClasses()
        .that()
        .resideInAPackage("io.linkgrid.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.hazelcast..")
        .because(
            "linkgrid --help must not load the grid: call io.linkgrid.submit or io.linkgrid.job")
        .check(SUBMITTER);
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
        .check(SUBMITTER);
  }
}
