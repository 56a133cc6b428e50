package io.linkgrid.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said to people, as events of the log, a line each: whoever reads standard error as JSON
 * finds nothing else there.
 */
final class LoggedLines extends OutputStream {
  private static final String NAME = "said";
  private static final String VARIABLE = "LINKGRID_LOG";

  private final Logger log = LoggerFactory.getLogger(NAME);
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private LoggedLines() {}

  /** Returns whether {@code LINKGRID_LOG=json} asks for them. */
  static boolean areWanted(Map<String, String> environment) {
    return word(environment).equals("json");
  }

  /**
   * Checks what {@code LINKGRID_LOG} says, in the words in which a node does.
   *
   * @throws LinkgridException of kind USAGE if that is neither text nor json
   */
  static void check(Map<String, String> environment) {
    String word = word(environment);
    if (!List.of("", "text", "json").contains(word)) {
      throw new LinkgridException(
          Kind.USAGE, "'%s' of %s is not text or json.".formatted(word, VARIABLE));
    }
  }

  private static String word(Map<String, String> environment) {
    return environment.getOrDefault(VARIABLE, "");
  }

  /** Returns a stream that is safe for any number of threads, as every PrintStream is. */
  static PrintStream stream() {
    return new PrintStream(new LoggedLines(), true, UTF_8);
  }

  @Override
  public void write(int b) {
    if (b == '\n') {
      sayLine();
    } else if (b != '\r') {
      line.write(b);
    }
  }

  private void sayLine() {
    String text = line.toString(UTF_8);
    line.reset();
    if (!text.isBlank()) {
      log.info(text);
    }
  }
}
