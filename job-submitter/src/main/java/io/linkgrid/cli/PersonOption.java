package io.linkgrid.cli;

import io.linkgrid.ledger.LinkLedger.Assertion;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who asserts something, and why. */
final class PersonOption {
  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who says so (default: the user of the system).")
  private @Nullable String by;

  @Option(names = "--why", paramLabel = "TEXT", description = "The reason, for the ledger.")
  private @Nullable String why;

  Assertion assertion() {
    String name = Optional.ofNullable(by).orElse(System.getProperty("user.name", "somebody"));
    if (name.isBlank()) {
      throw new LinkgridException(
          Kind.USAGE, "--by expects the name of a person, but found '" + name + "'.");
    }
    return new Assertion(name.strip(), Optional.ofNullable(why).orElse("").strip());
  }
}
