package io.linkgrid.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linkgrid.cli.Doctor.Finding;
import io.linkgrid.cli.Doctor.Verdict;
import io.linkgrid.model.LinkgridException.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Looks at the machine before a run does. */
@Command(
    name = "doctor",
    description =
        "Checks what a run needs of this machine: Java, memory, disk, ports, embedded Postgres.")
final class DoctorCommand implements Callable<Integer> {
  @ParentCommand private LinkgridCommand root = new LinkgridCommand();

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "linkgrid-data",
      description = "Where the embedded Postgres would keep its data. Default: ${DEFAULT-VALUE}.")
  private Path dataDirectory = Path.of("linkgrid-data");

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format = OutputFormat.TABLE;

  @Override
  public Integer call() throws JsonProcessingException {
    List<Finding> findings = Doctor.examine(dataDirectory);
    switch (format) {
      case TABLE -> findings.forEach(finding -> root.out().println(line(finding)));
      case JSON ->
          root.out()
              .println(
                  new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(findings));
    }
    boolean healthy = findings.stream().noneMatch(f -> f.verdict() == Verdict.PROBLEM);
    return healthy ? 0 : Kind.USAGE.exitCode();
  }

  private static String line(Finding finding) {
    return "%-8s %-17s %s"
        .formatted(
            finding.verdict().name().toLowerCase(Locale.ROOT), finding.subject(), finding.text());
  }
}
