package io.linkgrid.cli;

import io.linkgrid.grid.BuildHash;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParentCommand;

/** Says what this is. */
@Command(name = "version", description = "Prints version, build and Java runtime.")
final class VersionCommand implements Callable<Integer>, IVersionProvider {
  @ParentCommand private LinkgridCommand root = new LinkgridCommand();

  @Override
  public Integer call() {
    for (String line : getVersion()) {
      root.out().println(line);
    }
    return 0;
  }

  @Override
  public String[] getVersion() {
    String version = VersionCommand.class.getPackage().getImplementationVersion();
    return new String[] {
      "linkgrid " + (version == null ? "unpackaged" : version),
      "build " + BuildHash.current(),
      "java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
    };
  }
}
