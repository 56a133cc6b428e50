package io.linkgrid.submit;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a person typed after {@code --grid}. */
final class GridAddress {
  private static final int DEFAULT_PORT = 5701;
  private static final int LAST_PORT = 65_535;
  private static final Pattern FORM =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\s]+)(?::(\\d{1,5}))?");

  private GridAddress() {}

  /**
   * Returns the addresses as host and port.
   *
   * @throws LinkgridException of kind USAGE if one is none
   */
  static List<String> readAll(List<String> addresses) {
    if (addresses.isEmpty()) {
      throw new LinkgridException(
          Kind.USAGE, "--grid needs the address of a node, such as 127.0.0.1:5701.");
    }
    return addresses.stream().map(GridAddress::read).toList();
  }

  private static String read(String address) {
    Matcher parts = FORM.matcher(address.strip());
    if (parts.matches()) {
      String port = parts.group(2);
      int number = port == null ? DEFAULT_PORT : Integer.parseInt(port);
      if (number >= 1 && number <= LAST_PORT) {
        return parts.group(1) + ":" + number;
      }
    }
    throw new LinkgridException(
        Kind.USAGE,
        "'" + address + "' is no address of a node; expected HOST:PORT, such as 127.0.0.1:5701.");
  }
}
