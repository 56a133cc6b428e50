package io.linkgrid.grid;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where every process, command and node alike, looks for the password of a database: in {@code
 * PGPASSWORD}, then in the file that {@code LINKGRID_DB_PASSWORD_FILE} names. When both are unset
 * the driver looks into {@code .pgpass} by itself.
 */
public final class DatabasePassword {
  /** The variable that names a file whose first line is the password. */
  public static final String FILE_VARIABLE = "LINKGRID_DB_PASSWORD_FILE";

  /** The variable that holds the password. */
  public static final String VARIABLE = "PGPASSWORD";

  private DatabasePassword() {}

  /**
   * Returns the password that the environment gives, if it gives one.
   *
   * @throws LinkgridException if the file that is named cannot be read or is empty
   */
  public static Optional<String> from(Map<String, String> environment) {
    String direct = environment.getOrDefault(VARIABLE, "");
    if (!direct.isEmpty()) {
      return Optional.of(direct);
    }
    String file = environment.getOrDefault(FILE_VARIABLE, "");
    return file.isEmpty() ? Optional.empty() : Optional.of(firstLine(file));
  }

  private static String firstLine(String file) {
    try {
      String password = Files.readString(Path.of(file)).lines().findFirst().orElse("");
      if (password.isEmpty()) {
        throw new LinkgridException(
            Kind.USAGE,
            FILE_VARIABLE
                + " names "
                + file
                + ", whose first line is empty. Put the password there.");
      }
      return password;
    } catch (IOException | InvalidPathException e) {
      throw new LinkgridException(
          Kind.USAGE,
          FILE_VARIABLE
              + " names "
              + file
              + ", which cannot be read as text ("
              + e.getClass().getSimpleName()
              + "). Give a readable file that holds nothing but the password.",
          e);
    }
  }
}
