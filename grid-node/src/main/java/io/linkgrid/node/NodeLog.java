package io.linkgrid.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.linkgrid.grid.LogLevels;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** How a node writes its log: as {@link #VARIABLE} says. */
enum NodeLog {
  /** A line an event, for people. */
  TEXT("logback-node.xml"),
  /** An object of JSON a line, for programs. */
  JSON("logback-node-json.xml");

  /** The variable that chooses; unset is text. */
  static final String VARIABLE = "LINKGRID_LOG";

  private static final String NODE = "node";

  private final String file;

  NodeLog(String file) {
    this.file = file;
  }

  /** Returns the name of its configuration. */
  String file() {
    return file;
  }

  /** Returns what a word means, if it means anything. */
  static Optional<NodeLog> parse(String word) {
    return switch (word) {
      case "", "text" -> Optional.of(TEXT);
      case "json" -> Optional.of(JSON);
      default -> Optional.empty();
    };
  }

  /** Puts the node's address into each line from now on. */
  static void name(String address) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.putProperty(NODE, address);
    }
  }

  /** Logs more or less of some packages from now on. */
  static void setLevels(LogLevels levels) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      levels.forEach((name, level) -> context.getLogger(name).setLevel(Level.toLevel(level)));
    }
  }

  /** Returns what is wanted; text where that is said in no known word. */
  static NodeLog of(Map<String, String> environment) {
    return parse(environment.getOrDefault(VARIABLE, "")).orElse(TEXT);
  }
}
