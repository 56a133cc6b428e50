package io.linkgrid.cli;

import io.linkgrid.spec.SpecReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code linkgrid spec show}: a built-in spec to start from. */
@Command(
    name = "show",
    description = "Prints the text of a built-in spec, to start from.",
    footer = {
      "",
      "Example:",
      "  linkgrid spec show febrl > people.yaml",
    })
final class SpecShowCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
  private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The name of a built-in spec; see 'spec list'.")
  private String name = "";

  @Override
  public Integer call() {
    spec.commandLine()
        .getOut()
        .print(
            SpecReader.builtIn(name)
                .orElseThrow(() -> SpecCommand.unknown(name, "no built-in spec"))
                .yaml());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
