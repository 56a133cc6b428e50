package io.linkgrid.cli;

import io.linkgrid.profile.SpecSummary;
import io.linkgrid.spec.SpecText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code linkgrid spec check}: is it valid, and what does it say? */
@Command(
    name = "check",
    description = {
      "Checks a spec and says on one screen what it means.",
      "If anything is wrong, all of it is told at once, each with its line."
    },
    footer = {
      "",
      "Example:",
      "  linkgrid spec check people.yaml",
    })
final class SpecCheckCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
  private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE|NAME",
      description = "A YAML file, or the name of a built-in spec.")
  private String nameOrFile = "";

  @Override
  public Integer call() {
    SpecText text = SpecCommand.text(nameOrFile);
    spec.commandLine().getOut().print(SpecSummary.of(text.parse()));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
