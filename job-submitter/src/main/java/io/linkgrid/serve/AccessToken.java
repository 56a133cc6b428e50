package io.linkgrid.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The secret that a client must know. It is never shown. */
public final class AccessToken {
  private static final int SHORTEST = 16;

  private final byte[] digest;

  /**
   * A token.
   *
   * @param where where it came from, for messages
   * @throws LinkgridException of kind USAGE if it is shorter than 16 characters or holds others
   *     than those that a header can carry
   */
  public AccessToken(String where, String text) {
    String token = text.strip();
    if (token.length() < SHORTEST || !token.matches("[\\x21-\\x7e]+")) {
      throw new LinkgridException(
          Kind.USAGE,
          where
              + ": a token has at least 16 characters, letters, digits and signs without blanks;"
              + " found one of "
              + token.length()
              + " characters. Make one, for instance with: openssl rand -hex 32");
    }
    digest = digest(token);
  }

  /**
   * Reads a token from a file.
   *
   * @throws LinkgridException of kind USAGE if it cannot be read, or is none
   */
  public static AccessToken read(Path file) {
    try {
      return new AccessToken("--token-file " + file, Files.readString(file));
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.USAGE,
          "Cannot read --token-file " + file + ": give a file that you may read, with a token.",
          e);
    }
  }

  /** Returns whether a client's header names it, in a time that does not tell how nearly. */
  boolean isNamedBy(String header) {
    String scheme = "Bearer ";
    boolean bearer = header.regionMatches(true, 0, scheme, 0, scheme.length());
    // Digests have one length whatever was sent, and are compared to the last byte.
    return MessageDigest.isEqual(
            digest, digest(bearer ? header.substring(scheme.length()).strip() : ""))
        && bearer;
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
