package io.linkgrid.cli;

import io.linkgrid.job.RunInputs;
import io.linkgrid.model.LinkgridException;
import picocli.CommandLine.Option;

/** How many candidate pairs a run may compare. */
final class BudgetOption {
  @Option(
      names = "--max-pairs",
      paramLabel = "N",
      description =
          "The most candidate pairs that a run compares; one of more is refused before it compares"
              + " any (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + RunInputs.USUAL_MAX_PAIRS)
  private long maxPairs = RunInputs.USUAL_MAX_PAIRS;

  long maxPairs() {
    if (maxPairs < 1) {
      throw new LinkgridException(
          LinkgridException.Kind.USAGE,
          "--max-pairs is " + maxPairs + ", but a run compares at least one pair. Give more.");
    }
    return maxPairs;
  }
}
