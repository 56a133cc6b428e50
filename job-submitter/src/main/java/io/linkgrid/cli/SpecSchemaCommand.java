package io.linkgrid.cli;

import io.linkgrid.profile.SpecSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code linkgrid spec schema}: for editors. */
@Command(
    name = "schema",
    description = {
      "Prints a JSON schema of link specs (draft 2020-12), with which editors complete and check.",
      "It knows the words; what they refer to is checked by 'spec check' alone."
    },
    footer = {
      "",
      "Example:",
      "  linkgrid spec schema > linkgrid-spec.json",
      "and as the first line of a spec:",
      "  # yaml-language-server: $schema=linkgrid-spec.json",
    })
final class SpecSchemaCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
  private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().println(SpecSchema.json());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
