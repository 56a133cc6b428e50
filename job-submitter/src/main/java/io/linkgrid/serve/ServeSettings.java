package io.linkgrid.serve;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How requests are taken.
 *
 * @param host the address to listen on
 * @param port the port; 0 is any that is free
 * @param token what a client must know; empty only on loopback
 * @param maxBytes the largest body of a request
 * @param maxRecords the most records of one request
 * @param perSecond requests of one client in a second; twice as many in a burst
 * @param origins web origins whose pages may read answers of the reconciliation service
 */
public record ServeSettings(
    String host,
    int port,
    Optional<AccessToken> token,
    int maxBytes,
    int maxRecords,
    int perSecond,
    List<String> origins) {
  /** Where it listens unless told otherwise. */
  public static final String USUAL_LISTEN = "127.0.0.1:7700";

  private static final int LAST_PORT = 65_535;
  private static final Pattern ADDRESS =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\s]+):(\\d{1,5})");

  /**
   * Settings that were checked.
   *
   * @throws LinkgridException of kind USAGE if a number is out of range, or if others than this
   *     machine could ask without a token
   */
  public ServeSettings {
    origins = List.copyOf(origins);
    inRange("--max-bytes", maxBytes, 1_000, 100_000_000);
    inRange("--max-records", maxRecords, 1, 100_000);
    inRange("--max-rate", perSecond, 1, 1_000_000);
    if (token.isEmpty() && !isLoopback(host)) {
      throw new LinkgridException(
          Kind.USAGE,
          "--listen "
              + host
              + ":"
              + port
              + " lets other machines in, and there is no token: whoever reaches the port could read"
              + " and change everything. Give --token-file FILE or LINKGRID_TOKEN, or listen on"
              + " 127.0.0.1.");
    }
  }

  private static void inRange(String option, int found, int least, int most) {
    if (found < least || found > most) {
      throw new LinkgridException(
          Kind.USAGE, option + " is " + least + " to " + most + ", found " + found + ".");
    }
  }

  /**
   * Settings for what was typed after {@code --listen}.
   *
   * @throws LinkgridException of kind USAGE if it is no address, and as the constructor
   */
  public static ServeSettings listening(
      String listen,
      Optional<AccessToken> token,
      int maxBytes,
      int maxRecords,
      int perSecond,
      List<String> origins) {
    Matcher parts = ADDRESS.matcher(listen.strip());
    if (!parts.matches() || Integer.parseInt(parts.group(2)) > LAST_PORT) {
      throw new LinkgridException(
          Kind.USAGE,
          "--listen expects HOST:PORT, such as 127.0.0.1:7700, found '" + listen + "'.");
    }
    return new ServeSettings(
        parts.group(1),
        Integer.parseInt(parts.group(2)),
        token,
        maxBytes,
        maxRecords,
        perSecond,
        origins);
  }

  /** Returns whether only this machine can reach it. */
  boolean isLoopback() {
    return isLoopback(host);
  }

  private static boolean isLoopback(String host) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!address.isLoopbackAddress()) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      throw new LinkgridException(
          Kind.USAGE,
          "--listen names the host '" + host + "', which has no address here. Give another.",
          e);
    }
  }
}
