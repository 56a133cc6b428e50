package io.linkgrid.cli;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.splink.SplinkImport;
import io.linkgrid.splink.SplinkImport.Imported;
import io.linkgrid.splink.TermFrequencies;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code linkgrid spec import-splink}: a trained model of Splink as a spec. */
@Command(
    name = "import-splink",
    description = {
      "Reads the model that Splink saves (linker.misc.save_model_to_json) and writes a spec with its"
          + " weights.",
      "What cannot be carried over is told, all at once, and then nothing is written."
    },
    footer = {
      "",
      "Example:",
      "  linkgrid spec import-splink model.json --name people --out people.yaml",
    })
final class SpecImportSplinkCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
  private CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      description = "The JSON file of the model, of DuckDB's dialect.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
  private Path model;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The name of the spec; made from that of the file if not given.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write the spec, a file that is not there yet; else it is printed.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--without-term-frequencies",
      description =
          "Leave out what Splink adds to a weight for rare values; linkgrid cannot add the same.")
  private boolean withoutTermFrequencies;

  @Override
  public Integer call() {
    out.ifPresent(SpecFile::refuseToOverwrite);
    Imported imported =
        SplinkImport.of(
            text(),
            model.toString(),
            name.orElseGet(() -> nameOfFile(model)),
            withoutTermFrequencies ? TermFrequencies.LEAVE_OUT : TermFrequencies.REFUSE);
    PrintWriter err = spec.commandLine().getErr();
    imported.remarks().forEach(err::println);
    err.flush();
    if (out.isPresent()) {
      SpecFile.write(out.get(), imported.yaml());
      err.println("Written: " + out.get() + ". Read it, then: linkgrid spec check " + out.get());
    } else {
      spec.commandLine().getOut().print(imported.yaml());
      spec.commandLine().getOut().flush();
    }
    return 0;
  }

  private static String nameOfFile(Path file) {
    return file.getFileName().toString().replaceFirst("\\.json$", "");
  }

  private String text() {
    if (!Files.isRegularFile(model)) {
      throw new LinkgridException(
          Kind.DATA, model + " does not exist. Check the name and the directory.");
    }
    try {
      return Files.readString(model);
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.DATA,
          "Cannot read the model "
              + model
              + ": "
              + e.getMessage()
              + ". It must be UTF-8 text that you may read.",
          e);
    }
  }
}
