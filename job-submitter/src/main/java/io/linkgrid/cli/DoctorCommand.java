package io.linkgrid.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linkgrid.cli.Doctor.Finding;
import io.linkgrid.cli.Doctor.Verdict;
import io.linkgrid.job.ReferenceCheck;
import io.linkgrid.job.ReferenceCheck.Outcome;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.submit.GridConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Looks at the machine before a run does. */
@Command(
    name = "doctor",
    description = {
      "Checks what a run needs of this machine: Java, memory, disk, ports, embedded Postgres.",
      "With --verify it compares instead what a grid holds with what the database says."
    })
final class DoctorCommand implements Callable<Integer> {
  @ParentCommand private LinkgridCommand root = new LinkgridCommand();

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--verify",
      description =
          "Compare each reference in the grid with Postgres: version, mentions, entities, and a"
              + " checksum per block.")
  private boolean verify;

  @Option(
      names = "--repair",
      description =
          "With --verify: load references that are not as in Postgres anew, and compare again.")
  private boolean repair;

  @Option(
      names = "--grid",
      split = ",",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:5701",
      description = "With --verify: one or more nodes of the grid. Default: ${DEFAULT-VALUE}.")
  private List<String> grid = List.of();

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format = OutputFormat.TABLE;

  @Override
  public Integer call() throws JsonProcessingException {
    if (repair && !verify) {
      throw new LinkgridException(
          Kind.USAGE, "--repair goes with --verify, which finds what there is to repair.");
    }
    List<Finding> findings = verify ? verified() : Doctor.examine(database.dataDirectory());
    switch (format) {
      case TABLE -> findings.forEach(finding -> root.out().println(line(finding)));
      case JSON ->
          root.out()
              .println(
                  new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(findings));
    }
    boolean healthy = findings.stream().noneMatch(f -> f.verdict() == Verdict.PROBLEM);
    if (healthy) {
      return 0;
    }
    return verify ? Kind.GRID.exitCode() : Kind.USAGE.exitCode();
  }

  private List<Finding> verified() {
    try (DatabaseBeside beside = DatabaseBeside.open(database, root.environment());
        GridConnection connection = GridConnection.connect(grid)) {
      ReferenceCheck check = new ReferenceCheck(connection, beside.settings());
      List<Finding> findings = new ArrayList<>();
      for (ReferenceCheck.Finding found : check.findings()) {
        ReferenceCheck.Finding now =
            repair && found.outcome() != Outcome.SAME ? check.repair(found.schema()) : found;
        findings.add(new Finding(now.schema(), verdict(now.outcome()), now.text()));
      }
      if (findings.isEmpty()) {
        findings.add(
            new Finding("reference", Verdict.OK, "the grid holds none; the next run loads it"));
      }
      return findings;
    }
  }

  private static Verdict verdict(Outcome outcome) {
    return switch (outcome) {
      case SAME -> Verdict.OK;
      case STALE -> Verdict.WARNING;
      case DIFFERENT -> Verdict.PROBLEM;
    };
  }

  private static String line(Finding finding) {
    return "%-8s %-17s %s"
        .formatted(
            finding.verdict().name().toLowerCase(Locale.ROOT), finding.subject(), finding.text());
  }
}
