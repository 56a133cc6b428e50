package io.linkgrid.watch;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * The files of a directory whose names fit. Directories in it, hidden files and files that somebody
 * has not finished by their names ({@code .part}, {@code .tmp} and the like) are not seen.
 *
 * @param path the directory, absolute
 * @param glob what names fit, such as {@code *.csv}
 */
public record WatchedDirectory(Path path, String glob) {
  private static final List<String> UNFINISHED =
      List.of(".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", "~");

  private static final String WILD = "*?[{";

  /**
   * Reads what was typed: a directory, or a pattern of names in one.
   *
   * @throws LinkgridException USAGE if there is no such directory, or the pattern is none
   */
  public static WatchedDirectory of(String typed) {
    Path path = Path.of(typed).toAbsolutePath().normalize();
    if (Files.isDirectory(path)) {
      return new WatchedDirectory(path, "*");
    }
    Path parent = path.getParent();
    String name = String.valueOf(path.getFileName());
    boolean isPattern = name.chars().anyMatch(c -> WILD.indexOf(c) >= 0);
    if (!isPattern || parent == null || !Files.isDirectory(parent)) {
      throw new LinkgridException(
          Kind.USAGE,
          "There is no directory "
              + (isPattern && parent != null ? parent : path)
              + " to watch. Make it first; a pattern of names may stand at the end, in quotes:"
              + " 'in/*.csv'.");
    }
    try {
      matcher(name);
    } catch (PatternSyntaxException e) {
      throw new LinkgridException(
          Kind.USAGE,
          "'" + name + "' is no pattern of names: " + e.getDescription() + ". Such as '*.csv'.",
          e);
    }
    return new WatchedDirectory(parent, name);
  }

  private static PathMatcher matcher(String glob) {
    return FileSystems.getDefault().getPathMatcher("glob:" + glob);
  }

  /**
   * Returns the files that are there, the oldest first; of the same time by name.
   *
   * @throws IOException if the directory cannot be read
   */
  List<Sighting> look() throws IOException {
    PathMatcher fits = matcher(glob);
    List<Sighting> seen = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        Path name = file.getFileName();
        if (name != null && fits.matches(name) && isFinished(name.toString())) {
          sighting(name.toString()).ifPresent(seen::add);
        }
      }
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    seen.sort(Comparator.comparing(Sighting::modified).thenComparing(Sighting::name));
    return seen;
  }

  private static boolean isFinished(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && UNFINISHED.stream().noneMatch(lower::endsWith);
  }

  /** Returns a file as it is now; empty if it is gone or no file. */
  Optional<Sighting> sighting(String name) throws IOException {
    Path file = path.resolve(name);
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      if (!is.isRegularFile()) {
        return Optional.empty();
      }
      return Optional.of(
          new Sighting(
              name,
              is.size(),
              is.lastModifiedTime().toInstant(),
              is.size() + " " + is.lastModifiedTime() + changed(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** When its inode changed, which nobody can set: a file put in place of one looks new by it. */
  private static String changed(Path file) throws IOException {
    try {
      return " " + (FileTime) Files.getAttribute(file, "unix:ctime");
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return "";
    }
  }
}
