package io.linkgrid.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a run leaves in its directory, by which two runs are compared byte for byte. */
final class ResultTexts {
  private static final List<String> NAMES = List.of("links.csv", "entities.csv", "rejects.csv");

  private ResultTexts() {}

  /** Reads the result files of a run. */
  static Map<String, String> of(Path out) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (String name : NAMES) {
      texts.put(name, Files.readString(out.resolve(name)));
    }
    return texts;
  }
}
