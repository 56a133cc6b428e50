package io.linkgrid.profile;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts as YAML writes them within brackets and braces: in quotes where they need some. */
public final class YamlText {
  private static final Pattern PLAIN =
      Pattern.compile("\\p{L}[\\p{L}\\p{N}_-]*( [\\p{L}\\p{N}_-]+)*");
  private static final Pattern OTHER_THAN_TEXT =
      Pattern.compile("null|true|false|yes|no|on|off|y|n", Pattern.CASE_INSENSITIVE);

  private YamlText() {}

  /** Returns a text as it stands, or in double quotes. */
  public static String scalar(String text) {
    if (PLAIN.matcher(text).matches() && !OTHER_THAN_TEXT.matcher(text).matches()) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }

  /** Returns texts as a list within brackets. */
  public static String list(List<String> texts) {
    return texts.stream().map(YamlText::scalar).collect(Collectors.joining(", ", "[", "]"));
  }
}
