package io.linkgrid.clean;

import java.util.Set;

/**
 * An e-mail address in lower case, without {@code mailto:} and the name and angle brackets around
 * it. Users of Google Mail lose their dots and their {@code +tag}, which its servers ignore, and
 * googlemail.com is gmail.com. It has exactly one {@code @}, something before it, and a domain with
 * a point within; anything else is no address.
 */
final class EmailStandardiser implements Standardiser {
  static final Standardiser INSTANCE = new EmailStandardiser();

  private static final String SCHEME = "mailto:";
  private static final String GOOGLE = "gmail.com";
  private static final Set<String> GOOGLE_DOMAINS = Set.of(GOOGLE, "googlemail.com");

  /** What needs quotes in a user's name, which nobody has in earnest. */
  private static final String FORBIDDEN = "<>()[]{}\\,;:\"|";

  private EmailStandardiser() {}

  @Override
  public String standardise(String raw) {
    String address = bare(lowerCase(Folding.fold(raw)));
    int at = address.indexOf('@');
    if (at < 1 || address.indexOf('@', at + 1) >= 0 || !isPlain(address)) {
      return "";
    }
    String domain = address.substring(at + 1);
    if (!isDomain(domain)) {
      return "";
    }
    if (!GOOGLE_DOMAINS.contains(domain)) {
      return address;
    }
    String user = googleUser(address.substring(0, at));
    return user.isEmpty() ? "" : user + "@" + GOOGLE;
  }

  private static String lowerCase(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    text.codePoints().forEach(c -> lower.appendCodePoint(Character.toLowerCase(c)));
    return Folding.fold(lower.toString());
  }

  private static String bare(String text) {
    int open = text.lastIndexOf('<');
    int close = text.indexOf('>', open + 1);
    String bare = (open >= 0 && close > open ? text.substring(open + 1, close) : text).strip();
    if (bare.startsWith(SCHEME)) {
      bare = bare.substring(SCHEME.length());
      int query = bare.indexOf('?');
      bare = (query < 0 ? bare : bare.substring(0, query)).strip();
    }
    int end = bare.length();
    while (end > 0 && ".,;".indexOf(bare.charAt(end - 1)) >= 0) {
      end--;
    }
    return bare.substring(0, end);
  }

  private static boolean isPlain(String address) {
    return address
        .codePoints()
        .noneMatch(
            c ->
                Character.isWhitespace(c)
                    || Character.isSpaceChar(c)
                    || Character.isISOControl(c)
                    || FORBIDDEN.indexOf(c) >= 0);
  }

  private static boolean isDomain(String domain) {
    return domain.indexOf('.') > 0 && !domain.contains("..") && !domain.endsWith(".");
  }

  private static String googleUser(String user) {
    int tag = user.indexOf('+');
    return (tag < 0 ? user : user.substring(0, tag)).replace(".", "");
  }
}
