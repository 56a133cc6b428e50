package io.linkgrid.bench;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The comparison with others. It is not part of the distribution, because the others are not: it is
 * built in a checkout and runs in a process of its own.
 */
public final class SideBySide {
  private static final String MAIN_CLASS = "io.linkgrid.benchmarks.versus.Versus";
  private static final String JAR = "linkgrid-benchmarks-*.jar";

  private final Path home;
  private final Path jar;

  private SideBySide(Path home, Path jar) {
    this.home = home;
    this.jar = jar;
  }

  /**
   * Finds the comparison.
   *
   * @param given the directory in which it was built; if empty, the one of the checkout in which
   *     the distribution was built
   * @param environment where {@code LINKGRID_HOME} names the distribution
   * @throws LinkgridException of kind USAGE if it is not there, with the command that builds it
   */
  public static SideBySide find(Optional<Path> given, Map<String, String> environment) {
    String home = environment.getOrDefault("LINKGRID_HOME", "");
    if (home.isEmpty()) {
      throw new LinkgridException(
          Kind.USAGE,
          "Cannot compare with others: LINKGRID_HOME names no distribution; start bin/linkgrid of"
              + " one.");
    }
    Path distribution = Path.of(home).toAbsolutePath().normalize();
    // CHECKOUT/job-submitter/target/linkgrid-VERSION
    Path target =
        given.orElseGet(() -> distribution.resolve("../../../benchmarks/target").normalize());
    return new SideBySide(
        distribution,
        jarIn(target)
            .filter(found -> Files.isDirectory(found.resolveSibling("lib")))
            .orElseThrow(
                () ->
                    new LinkgridException(
                        Kind.USAGE,
                        "Cannot compare with others: there is no "
                            + JAR
                            + " with lib/ beside it in "
                            + target
                            + "; build it in a checkout with 'mvn -Pbenchmarks -Dquick package', or"
                            + " name another directory with --benchmarks-dir.")));
  }

  private static Optional<Path> jarIn(Path directory) {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, JAR)) {
      Iterator<Path> found = jars.iterator();
      return found.hasNext() ? Optional.of(found.next()) : Optional.empty();
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.USAGE,
          "Cannot read " + directory + ": " + e + ". Give another --benchmarks-dir.",
          e);
    }
  }

  /** Returns the command line. */
  List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + home.resolve("conf").resolve("jvm.options"));
    command.add("-cp");
    command.add(jar + File.pathSeparator + jar.resolveSibling("lib") + File.separator + "*");
    command.addAll(List.of(MAIN_CLASS, "--home", home.toString()));
    command.addAll(arguments);
    return command;
  }

  /**
   * Compares. What is printed goes where this process prints.
   *
   * @param arguments as its {@code --help} says
   * @param environment further variables, such as who logs in to the database
   * @return the exit code
   */
  public int run(List<String> arguments, Map<String, String> environment)
      throws InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command(arguments)).inheritIO();
    builder.environment().put("LINKGRID_HOME", home.toString());
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.INTERNAL, "Cannot start the comparison: " + e.getMessage() + ".", e);
    }
    // It stops its nodes and its server when it is asked to end.
    Thread end = new Thread(process::destroy, "linkgrid-end-comparison");
    Runtime.getRuntime().addShutdownHook(end);
    int code = process.waitFor();
    Runtime.getRuntime().removeShutdownHook(end);
    return code;
  }
}
