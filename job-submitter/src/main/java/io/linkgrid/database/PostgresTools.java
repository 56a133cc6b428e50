package io.linkgrid.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of the Postgres that comes with linkgrid, unpacked once per user and version.
 *
 * @param home the directory that holds {@code bin}, {@code lib} and {@code share}
 * @param prefix what stands before each command: nothing, or a way out of being root
 */
record PostgresTools(Path home, List<String> prefix) {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresTools.class);

  /** What a program left behind. */
  record Outcome(int exitCode, String output) {
    boolean failed() {
      return exitCode != 0;
    }
  }

  /** Finds the programs, and unpacks them when they are not there yet. */
  static PostgresTools find(Map<String, String> environment) throws IOException {
    List<String> prefix = isRoot() ? outOfRoot(List.of("unshare", "-U")) : List.of();
    return new PostgresTools(unpacked(cache(environment)), prefix);
  }

  /** Runs a program to its end. What it says, on both streams, comes back with its exit code. */
  Outcome run(Path directory, String input, List<String> command) {
    List<String> whole = new ArrayList<>(prefix);
    whole.add(home.resolve("bin").resolve(command.get(0)).toString());
    whole.addAll(command.subList(1, command.size()));
    LOG.debug("Running {}", whole);
    try {
      Outcome outcome = run(directory, input, whole, Map.of("LC_ALL", "C"));
      LOG.debug("{} ended with {}: {}", command.get(0), outcome.exitCode(), outcome.output());
      return outcome;
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.DATABASE,
          "Cannot run the Postgres that comes with linkgrid: "
              + e.getMessage()
              + ". If "
              + home
              + " lies where programs may not run, set XDG_CACHE_HOME to another directory; or give"
              + " --db with the address of a running server.",
          e);
    }
  }

  private static Outcome run(
      Path directory, String input, List<String> command, Map<String, String> more)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    // The user's PGPORT, PGDATA and so on mean another server.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().putAll(more);
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(UTF_8));
    }
    try (InputStream out = process.getInputStream()) {
      String output = new String(out.readAllBytes(), UTF_8).strip();
      return new Outcome(process.waitFor(), output);
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + command.get(0) + " ran", e);
    }
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return System.getProperty("user.name", "").equals("root");
    }
  }

  /** Postgres refuses root; in a user namespace without a mapping the same user is nobody. */
  static List<String> outOfRoot(List<String> prefix) {
    List<String> probe = new ArrayList<>(prefix);
    probe.add("true");
    String found;
    try {
      Outcome outcome = run(Path.of("/"), "", probe, Map.of("LC_ALL", "C"));
      if (!outcome.failed()) {
        return prefix;
      }
      found = outcome.output();
    } catch (IOException e) {
      found = String.valueOf(e.getMessage());
    }
    throw new LinkgridException(
        Kind.DATABASE,
        "Postgres does not run as root, and this machine forbids the way around it, a user"
            + " namespace ("
            + found
            + "). Run linkgrid as a normal user, or give --db with the address of a running"
            + " server.");
  }

  /** Returns the directory for things that can be made again, as the XDG rules have it. */
  private static Path cache(Map<String, String> environment) {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        Path.of(xdg).isAbsolute()
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home", "/"), ".cache");
    return base.resolve("linkgrid");
  }

  private static synchronized Path unpacked(Path cache) throws IOException {
    String archive = archive();
    Path home = cache.resolve("postgres-" + fingerprint(archive));
    if (Files.isDirectory(home)) {
      return home;
    }
    try {
      Files.createDirectories(cache);
      try (FileChannel channel =
              FileChannel.open(
                  cache.resolve("postgres.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock turn = channel.lock()) {
        LOG.debug("Unpacking {} into {} while holding {}", archive, home, turn);
        if (!Files.isDirectory(home)) {
          // A directory of the final name is whole, because renaming is one step.
          Path partial = cache.resolve("postgres-partial");
          delete(partial);
          unpack(archive, partial);
          Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
        }
      }
      return home;
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.DATABASE,
          "Cannot unpack Postgres into "
              + cache
              + ": "
              + e
              + ". Make room or rights there, or set XDG_CACHE_HOME to another directory.",
          e);
    }
  }

  private static String archive() {
    String system = System.getProperty("os.name", "");
    String machine = System.getProperty("os.arch", "");
    String name =
        switch (machine.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> machine;
        };
    String archive = "/postgres-" + system.toLowerCase(Locale.ROOT) + "-" + name + ".txz";
    if (PostgresTools.class.getResource(archive) == null) {
      throw new LinkgridException(
          Kind.DATABASE,
          "linkgrid brings no Postgres for "
              + system
              + " on "
              + machine
              + ". Give --db with the address of a running server.");
    }
    return archive;
  }

  private static InputStream open(String archive) throws IOException {
    InputStream found = PostgresTools.class.getResourceAsStream(archive);
    if (found == null) {
      throw new IOException(archive + " is not on the class path");
    }
    return found;
  }

  private static String fingerprint(String archive) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(open(archive), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static void unpack(String archive, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(open(archive))))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = inside(target, target.resolve(entry.getName()));
        Files.createDirectories(entry.isDirectory() ? path : inside(target, path.resolve("..")));
        if (entry.isSymbolicLink()) {
          inside(target, path.resolveSibling(entry.getLinkName()));
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
          Files.copy(tar, path);
          boolean program = (entry.getMode() & 0100) != 0;
          Files.setPosixFilePermissions(
              path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }

  private static Path inside(Path target, Path path) throws IOException {
    Path normal = path.normalize();
    if (!normal.startsWith(target)) {
      throw new IOException("an entry of the archive points outside of it");
    }
    return normal;
  }

  /** Deletes a directory with everything in it, if it is there. */
  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          @SuppressWarnings("NullAway") // the JDK passes null when nothing failed
          public FileVisitResult postVisitDirectory(Path each, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Returns the last lines of a log, for a message. */
  static String tail(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      List<String> all = lines.filter(line -> !line.isBlank()).toList();
      return String.join("; ", all.subList(Math.max(0, all.size() - 3), all.size()));
    } catch (IOException | java.io.UncheckedIOException e) {
      return "no log";
    }
  }
}
