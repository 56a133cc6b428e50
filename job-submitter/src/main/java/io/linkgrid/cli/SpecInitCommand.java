package io.linkgrid.cli;

import io.linkgrid.profile.SpecProposal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code linkgrid spec init}: a proposal for files that nobody has described yet. */
@Command(
    name = "init",
    description = {
      "Looks at one file that has duplicates, or at two files to link, and proposes a spec.",
      "The files need a header. What was seen and why something is left out stands beside it as a"
          + " comment: read it before you run it."
    },
    footer = {
      "",
      "Example:",
      "  linkgrid spec init fodors.csv zagats.csv --name guides --out guides.yaml",
    })
final class SpecInitCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
  private CommandSpec spec;

  @Parameters(
      index = "0..1",
      arity = "1..2",
      paramLabel = "FILE",
      description =
          "One file, or the clean one and the dirty one: CSV or TSV with a header, plain, gzip or"
              + " zip. At most the first 200,000 rows are looked at.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The name of the spec; made from those of the files if not given.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write the spec, a file that is not there yet; else it is printed.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    out.ifPresent(SpecFile::refuseToOverwrite);
    SpecProposal proposal = SpecProposal.of(files, name);
    PrintWriter err = spec.commandLine().getErr();
    proposal.remarks().forEach(err::println);
    err.flush();
    if (out.isPresent()) {
      SpecFile.write(out.get(), proposal.yaml());
      err.println("Written: " + out.get() + ". Read it, then: linkgrid spec check " + out.get());
    } else {
      spec.commandLine().getOut().print(proposal.yaml());
      spec.commandLine().getOut().flush();
    }
    return 0;
  }
}
