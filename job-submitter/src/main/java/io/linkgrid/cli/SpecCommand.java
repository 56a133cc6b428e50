package io.linkgrid.cli;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.spec.SpecReader;
import io.linkgrid.spec.SpecText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code linkgrid spec}: what helps to write a link spec. */
@Command(
    name = "spec",
    description = {
      "Helps to write a link spec: the YAML file that says how the records of a data set are linked.",
      "Start with init, which looks at your files and proposes one."
    },
    footer = {
      "",
      "Example:",
      "  linkgrid spec init a.csv b.csv --out people.yaml",
      "  linkgrid spec check people.yaml",
    },
    subcommands = {
      SpecInitCommand.class,
      SpecImportSplinkCommand.class,
      SpecCheckCommand.class,
      SpecListCommand.class,
      SpecShowCommand.class,
      SpecSchemaCommand.class,
    })
final class SpecCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
  private CommandSpec spec;

  /** Without a further word there is nothing to do but to say what there is. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return Kind.USAGE.exitCode();
  }

  /** Returns the built-in spec of this name, or the text of a file; unchecked. */
  static SpecText text(String nameOrFile) {
    return SpecReader.builtIn(nameOrFile).orElseGet(() -> file(Path.of(nameOrFile)));
  }

  /** Returns the problem that there is no such built-in spec. */
  static LinkgridException unknown(String name, String what) {
    return new LinkgridException(
        Kind.USAGE,
        "'"
            + name
            + "' is "
            + what
            + ". Built in are: "
            + String.join(", ", SpecReader.builtInNames())
            + ".");
  }

  private static SpecText file(Path path) {
    if (!Files.isRegularFile(path)) {
      throw unknown(path.toString(), "neither a file nor a built-in spec");
    }
    try {
      return new SpecText(path.toString(), Files.readString(path));
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.USAGE,
          "Cannot read the spec "
              + path
              + ": "
              + e.getMessage()
              + ". It must be UTF-8 text that you may read.",
          e);
    }
  }
}
