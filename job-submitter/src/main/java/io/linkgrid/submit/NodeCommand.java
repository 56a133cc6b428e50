package io.linkgrid.submit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The command that starts a node: the same Java, the class path of a node with the classes of jobs.
 * A distribution has them in {@code lib/} and {@code lib/jobs/}; elsewhere it is what this process
 * runs with, less the tests.
 *
 * @param classPath as Java takes it
 * @param jvmOptions a file of options
 */
record NodeCommand(String classPath, Path jvmOptions) {
  private static final String MAIN_CLASS = "io.linkgrid.node.GridNode";
  private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";
  private static final String OPTIONS_FILE = "jvm.options";

  /**
   * Finds what a node needs.
   *
   * @param home the distribution, or empty
   * @param scratch a directory for what has to be written first
   */
  static NodeCommand find(Optional<Path> home, Path scratch) {
    if (home.isPresent()) {
      Path lib = home.get().resolve("lib");
      Path options = home.get().resolve("conf").resolve(OPTIONS_FILE);
      if (!Files.isDirectory(lib) || !Files.isReadable(options)) {
        throw new LinkgridException(
            Kind.USAGE,
            "LINKGRID_HOME is "
                + home.get()
                + ", but there is no linkgrid: expected lib/ and conf/jvm.options. Correct it, or"
                + " unset it.");
      }
      return new NodeCommand(
          lib
              + File.separator
              + "*"
              + File.pathSeparator
              + lib.resolve("jobs")
              + File.separator
              + "*",
          options);
    }
    return new NodeCommand(ownClassPathLessTests(), unpackedOptions(scratch));
  }

  /** Returns the command line of a node. */
  List<String> line(NodeOptions node, OptionalInt core, List<String> systemProperties) {
    List<String> line = new ArrayList<>();
    core.ifPresent(number -> line.addAll(List.of("taskset", "-c", Integer.toString(number))));
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("@" + jvmOptions);
    line.add("-Xmx" + node.heap());
    if (node.brief()) {
      line.add(QUICK_COMPILER);
    }
    line.addAll(systemProperties);
    line.addAll(List.of("-cp", classPath, MAIN_CLASS));
    return line;
  }

  private static String ownClassPathLessTests() {
    List<String> kept =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath().normalize().toString())
            .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("-tests.jar"))
            .toList();
    return String.join(File.pathSeparator, kept);
  }

  private static Path unpackedOptions(Path scratch) {
    Path file = scratch.resolve(OPTIONS_FILE);
    try (InputStream shipped =
        NodeCommand.class.getClassLoader().getResourceAsStream(OPTIONS_FILE)) {
      if (shipped == null) {
        throw new LinkgridException(
            Kind.INTERNAL,
            "The node's jar is not on the class path: " + OPTIONS_FILE + " is missing.");
      }
      Files.writeString(file, new String(shipped.readAllBytes(), UTF_8));
      return file;
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.USAGE,
          "Cannot write " + file + ": " + e.getMessage() + ". Choose another directory.",
          e);
    }
  }
}
