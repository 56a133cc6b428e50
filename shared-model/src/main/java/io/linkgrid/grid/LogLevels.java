package io.linkgrid.grid;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much is logged of which package, as {@link #VARIABLE} says it to nodes and commands alike:
 * {@code io.linkgrid=DEBUG,com.hazelcast=INFO}.
 *
 * @param byName a level for each name of a package or class; {@code ROOT} is all others. The last
 *     one said of a name holds
 */
public record LogLevels(Map<String, Level> byName) {
  /** The variable that says it; unset is what the configuration of the log says. */
  public static final String VARIABLE = "LINKGRID_LOG_LEVELS";

  private static final Pattern ENTRY = Pattern.compile("\\s*([\\w.$]+)\\s*=\\s*([A-Za-z]+)\\s*");
  private static final Pattern COMMA = Pattern.compile(",");

  /** From what on events are logged. */
  public enum Level {
    /** Everything. */
    TRACE,
    /** What helps whoever looks for a fault. */
    DEBUG,
    /** What happens. */
    INFO,
    /** What somebody should look at. */
    WARN,
    /** What failed. */
    ERROR,
    /** Nothing. */
    OFF
  }

  /** Keeps a copy. */
  public LogLevels {
    byName = Map.copyOf(byName);
  }

  /**
   * Reads what the variable says; nothing where it is not set.
   *
   * @throws LinkgridException of kind USAGE if that is no list of names and levels
   */
  public static LogLevels of(Map<String, String> environment) {
    String text = environment.getOrDefault(VARIABLE, "");
    Map<String, Level> levels = new LinkedHashMap<>();
    for (String entry : text.isBlank() ? new String[0] : COMMA.split(text, -1)) {
      Matcher matcher = ENTRY.matcher(entry);
      if (!matcher.matches() || !isLevel(matcher.group(2))) {
        throw new LinkgridException(
            Kind.USAGE,
            "'%s' of %s is no NAME=LEVEL, such as io.linkgrid=DEBUG; levels are %s."
                .formatted(
                    entry,
                    VARIABLE,
                    Stream.of(Level.values()).map(Level::name).collect(Collectors.joining(", "))));
      }
      levels.put(matcher.group(1), Level.valueOf(upper(matcher.group(2))));
    }
    return new LogLevels(levels);
  }

  private static boolean isLevel(String word) {
    return Stream.of(Level.values()).anyMatch(level -> level.name().equals(upper(word)));
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }

  /** Gives each name and the name of its level. */
  public void forEach(BiConsumer<String, String> levels) {
    byName.forEach((name, level) -> levels.accept(name, level.name()));
  }
}
