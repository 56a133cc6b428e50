package io.linkgrid.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Distributions that are of another build than the one that is tested. */
final class OtherBuild {
  private static final Path HOME = Path.of(System.getenv("LINKGRID_HOME"));
  private static final String KERNEL = "linkgrid-shared-model-";
  private static final String JOBS = "linkgrid-job-submitter-";

  private OtherBuild() {}

  /** Makes a distribution that does the same: kernel and jobs have one resource more. */
  static Path alike(Path directory) throws IOException {
    Path home = copy(directory);
    for (Path jar :
        List.of(jar(home.resolve("lib"), KERNEL), jar(home.resolve("lib/jobs"), JOBS))) {
      try (FileSystem zip = FileSystems.newFileSystem(jar)) {
        Files.writeString(zip.getPath("another-build"), "Nothing reads this.\n", UTF_8);
      }
    }
    return home;
  }

  /** Makes a distribution of whose kernel a resource says something else. */
  static Path unlike(Path directory, String resource, UnaryOperator<String> change)
      throws IOException {
    Path home = copy(directory);
    try (FileSystem zip = FileSystems.newFileSystem(jar(home.resolve("lib"), KERNEL))) {
      Path inside = zip.getPath(resource);
      String before = Files.readString(inside, UTF_8);
      String after = change.apply(before);
      assertThat(after).isNotEqualTo(before);
      Files.writeString(inside, after, UTF_8);
    }
    return home;
  }

  /** Makes a distribution whose jobs lack a class. */
  static Path lacking(Path directory, String type) throws IOException {
    Path home = copy(directory);
    try (FileSystem zip = FileSystems.newFileSystem(jar(home.resolve("lib/jobs"), JOBS))) {
      Files.delete(zip.getPath(type.replace('.', '/') + ".class"));
    }
    return home;
  }

  /** The jars of others are linked to, and ours are copied. */
  private static Path copy(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(HOME)) {
      for (Path from : all.toList()) {
        Path to = directory.resolve(HOME.relativize(from).toString());
        if (Files.isDirectory(from)) {
          Files.createDirectories(to);
        } else if (from.toString().endsWith(".jar")
            && !from.getFileName().toString().startsWith("linkgrid-")) {
          link(to, from.toRealPath());
        } else {
          Files.copy(from, to);
        }
      }
    }
    return directory.toRealPath();
  }

  private static void link(Path to, Path from) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (FileSystemException | UnsupportedOperationException e) {
      // Another file system.
      Files.copy(from, to);
    }
  }

  private static Path jar(Path lib, String name) throws IOException {
    try (Stream<Path> jars = Files.list(lib)) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith(name))
          .findFirst()
          .orElseThrow();
    }
  }
}
