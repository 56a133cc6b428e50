package io.linkgrid.node;

import java.util.Map;
import java.util.Optional;

/** How a node writes its log: as {@link #VARIABLE} says. */
enum NodeLog {
  /** A line an event, for people. */
  TEXT("logback-node.xml"),
  /** An object of JSON a line, for programs. */
  JSON("logback-node-json.xml");

  /** The variable that chooses; unset is text. */
  static final String VARIABLE = "LINKGRID_LOG";

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

  /** Returns what is wanted; text where that is said in no known word. */
  static NodeLog of(Map<String, String> environment) {
    return parse(environment.getOrDefault(VARIABLE, "")).orElse(TEXT);
  }
}
