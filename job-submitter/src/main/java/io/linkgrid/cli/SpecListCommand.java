package io.linkgrid.cli;

import io.linkgrid.spec.SpecReader;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code linkgrid spec list}: the built-in specs. */
@Command(
    name = "list",
    description = "Lists the built-in specs, each with what it is for.",
    footer = {
      "",
      "Example:",
      "  linkgrid spec list",
    })
final class SpecListCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
  private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<String> names = SpecReader.builtInNames();
    int width = names.stream().mapToInt(String::length).max().orElse(1);
    for (String name : names) {
      String line = String.format(Locale.ROOT, "%-" + width + "s  %s", name, purpose(name));
      out.println(line.stripTrailing());
    }
    out.flush();
    return 0;
  }

  /** Returns the first line of comment, without its sign. */
  private static String purpose(String name) {
    return SpecCommand.text(name)
        .yaml()
        .lines()
        .findFirst()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.substring(1).strip())
        .orElse("");
  }
}
