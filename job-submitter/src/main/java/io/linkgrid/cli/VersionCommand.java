package io.linkgrid.cli;

import io.linkgrid.grid.BuildHash;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Says what this is. */
@Command(name = "version", description = "Prints version, build and Java runtime.")
final class VersionCommand implements Callable<Integer> {
  @ParentCommand private LinkgridCommand root = new LinkgridCommand();

  @Override
  public Integer call() {
    lines().forEach(root.out()::println);
    return 0;
  }

  /**
   * Returns what {@code --version} says too. No provider of versions does: each command would ask
   * it when it is made, and the build's hash takes longer than all of them.
   */
  static List<String> lines() {
    String version = VersionCommand.class.getPackage().getImplementationVersion();
    return List.of(
        "linkgrid " + (version == null ? "unpackaged" : version),
        "build " + BuildHash.current(),
        "java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
  }
}
