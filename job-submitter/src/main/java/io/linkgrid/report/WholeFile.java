package io.linkgrid.report;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that appears under its name only when it is complete. Until then its bytes are in a file
 * with {@code .partial} behind the name, which a later attempt overwrites. For one thread.
 */
public final class WholeFile implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Path target;
  private final Path partial;
  private final DigestOutputStream bytes;
  private boolean published;

  /**
   * Opens a file for writing, together with the directories above it.
   *
   * @throws LinkgridException USAGE if that cannot be
   */
  WholeFile(Path target) {
    this.target = target.toAbsolutePath();
    this.partial = this.target.resolveSibling(this.target.getFileName() + ".partial");
    try {
      Files.createDirectories(partial.resolveSibling("."));
      this.bytes =
          new DigestOutputStream(
              new BufferedOutputStream(Files.newOutputStream(partial), BUFFER), sha256());
    } catch (IOException e) {
      throw cannotWrite(target, e);
    }
  }

  /**
   * Writes a text as a whole file.
   *
   * @throws LinkgridException USAGE if it cannot be written
   */
  public static void write(Path target, String text) {
    try (WholeFile file = new WholeFile(target)) {
      file.stream().write(text.getBytes(StandardCharsets.UTF_8));
      file.complete();
      file.publish();
    } catch (IOException e) {
      throw cannotWrite(target, e);
    }
  }

  /** Returns where the bytes go; {@link #complete} closes it. */
  OutputStream stream() {
    return bytes;
  }

  /** Ends the content and returns its SHA-256 in hex. The name is still free. */
  String complete() throws IOException {
    bytes.close();
    return HexFormat.of().formatHex(bytes.getMessageDigest().digest());
  }

  /** Gives the complete file its name, in one step, in place of what was there before. */
  void publish() throws IOException {
    Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    published = true;
  }

  /** Removes what was written, unless it was published. */
  @Override
  public void close() {
    if (published) {
      return;
    }
    try {
      bytes.close();
    } catch (IOException e) {
      // What could not be flushed is thrown away with the rest.
    }
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      throw cannotWrite(partial, e);
    }
  }

  static LinkgridException cannotWrite(Path file, IOException cause) {
    return new LinkgridException(
        Kind.USAGE,
        "Cannot write "
            + file
            + ": "
            + reason(cause)
            + ". The results are safe in the database; make room or choose another directory,"
            + " and run again.",
        cause);
  }

  /** The sentence of an I/O error; the exceptions of java.nio keep theirs in the class name. */
  static String reason(IOException cause) {
    if (cause instanceof java.nio.file.NoSuchFileException) {
      return "there is no such file";
    }
    if (cause instanceof java.nio.file.AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof java.nio.file.FileAlreadyExistsException exists) {
      return exists.getFile() + " is a file, not a directory";
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
