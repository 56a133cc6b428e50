package io.linkgrid.grid;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Says whether two processes run the same shared model. It is computed from the names and checksums
 * of all classes and resources of this module, whether they lie in a jar or in a directory; nodes
 * publish it, and the submitter compares it with its own before it sends a job. Safe for any number
 * of threads.
 */
public final class BuildHash {
  /** The member attribute under which a node publishes its hash. */
  public static final String MEMBER_ATTRIBUTE = "linkgrid.build";

  /**
   * The member attribute under which a node that has the classes of jobs publishes their hash, as
   * {@link #ofJobs} gives it.
   */
  public static final String JOBS_ATTRIBUTE = "linkgrid.jobs";

  /** What the module of the jobs is known by; nodes are compiled without it. */
  private static final String JOBS = "io/linkgrid/processor/package-info.class";

  private static final int HEX_DIGITS = 12;

  private BuildHash() {}

  /** Returns the hash of the shared model of this process: twelve hex digits. */
  public static String current() {
    return Current.HASH;
  }

  /** Returns the hash of the classes of jobs, if this process has them. */
  public static Optional<String> ofJobs() {
    return Jobs.HASH;
  }

  /** Computed when first asked for. */
  private static final class Jobs {
    static final Optional<String> HASH =
        Optional.ofNullable(BuildHash.class.getClassLoader().getResource(JOBS))
            .map(BuildHash::whereIs)
            .map(BuildHash::of);
  }

  private static Path whereIs(URL resource) {
    try {
      return resource.openConnection() instanceof JarURLConnection jar
          ? Path.of(jar.getJarFileURL().toURI())
          : rootOf(Path.of(resource.toURI()));
    } catch (IOException | URISyntaxException e) {
      throw new LinkgridException(
          Kind.INTERNAL, "Cannot read the classes of jobs in " + resource, e);
    }
  }

  private static Path rootOf(Path file) {
    Path root = file.toAbsolutePath();
    for (int i = 0; i < Path.of(JOBS).getNameCount(); i++) {
      root = Objects.requireNonNull(root.getParent(), JOBS);
    }
    return root;
  }

  /** Returns the hash of a jar or a directory of classes. */
  static String of(Path jarOrDirectory) {
    try {
      SortedMap<String, Long> checksums =
          Files.isDirectory(jarOrDirectory)
              ? checksumsOfDirectory(jarOrDirectory)
              : checksumsOfJar(jarOrDirectory);
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      checksums.forEach((name, crc) -> digest.update((name + ' ' + crc + '\n').getBytes(UTF_8)));
      return HexFormat.of().formatHex(digest.digest()).substring(0, HEX_DIGITS);
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new LinkgridException(
          Kind.INTERNAL, "Cannot read the classes of linkgrid in " + jarOrDirectory, e);
    }
  }

  private static SortedMap<String, Long> checksumsOfJar(Path jar) throws IOException {
    SortedMap<String, Long> checksums = new TreeMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!entry.isDirectory() && counts(entry.getName())) {
          checksums.put(entry.getName(), entry.getCrc());
        }
      }
    }
    return checksums;
  }

  private static SortedMap<String, Long> checksumsOfDirectory(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    SortedMap<String, Long> checksums = new TreeMap<>();
    for (Path file : files) {
      String name = directory.relativize(file).toString().replace('\\', '/');
      if (counts(name)) {
        CRC32 crc = new CRC32();
        crc.update(Files.readAllBytes(file));
        checksums.put(name, crc.getValue());
      }
    }
    return checksums;
  }

  /** Packaging adds a manifest; it says nothing about the code. */
  private static boolean counts(String name) {
    return !name.startsWith("META-INF/");
  }

  /** Computed when first asked for. */
  private static final class Current {
    static final String HASH = of(location());

    private static Path location() {
      CodeSource source = BuildHash.class.getProtectionDomain().getCodeSource();
      if (source == null) {
        throw new LinkgridException(
            Kind.INTERNAL, "The classes of linkgrid come from neither a jar nor a directory.");
      }
      try {
        return Path.of(source.getLocation().toURI());
      } catch (URISyntaxException e) {
        throw new LinkgridException(
            Kind.INTERNAL, "Cannot read the classes of linkgrid in " + source.getLocation(), e);
      }
    }
  }
}
