package io.linkgrid.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The laws of the node. Each failure says what to do instead. */
class GridNodeLawsTest {
  private static final JavaClasses NODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.linkgrid.node");

  @Test
  void theNode_knowsNoPartOfTheSubmitter() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.linkgrid.cli..",
            "io.linkgrid.database..",
            "io.linkgrid.job..",
            "io.linkgrid.join..",
            "io.linkgrid.processor..",
            "io.linkgrid.source..",
            "io.linkgrid.sink..",
            "io.linkgrid.report..",
            "io.linkgrid.settings..",
            "io.linkgrid.submit..")
        .because(
            "a node runs without the submitter's classes: what both need belongs to shared-model")
        .check(NODE);
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
        .check(NODE);
  }
}
