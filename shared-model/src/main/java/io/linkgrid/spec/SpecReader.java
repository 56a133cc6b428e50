package io.linkgrid.spec;

import io.linkgrid.model.LinkgridException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Reads link specs. The words of a spec are described in {@code docs/spec-reference.md}. Safe for
 * any number of threads.
 */
public final class SpecReader {
  private static final List<String> BUILT_IN =
      List.of("restaurants", "fodors-zagats", "dblp-acm", "febrl");

  private SpecReader() {}

  /**
   * Returns what a spec says. The whole text is checked: a spec that is returned names only
   * columns, attributes, parts and comparators that are there and fit each other.
   *
   * @param yaml the text of the spec
   * @param where where the text came from, for messages
   * @throws LinkgridException of kind USAGE when there is anything wrong, with a line for every
   *     problem in the order of the text: {@code restaurants.yaml line 12: …}. A text that is no
   *     YAML has a single problem
   */
  public static LinkSpec parse(String yaml, String where) {
    Problems problems = new Problems(where);
    return new SpecCheck(problems).check(YamlPart.wholeText(yaml, problems));
  }

  /** Returns the built-in spec of this name, if there is one. */
  public static Optional<SpecText> builtIn(String name) {
    return BUILT_IN.contains(name) ? Optional.of(load(name + ".yaml")) : Optional.empty();
  }

  /** Returns the names of the built-in specs. */
  public static List<String> builtInNames() {
    return BUILT_IN;
  }

  private static SpecText load(String resource) {
    try (InputStream in = SpecReader.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new LinkgridException(
            LinkgridException.Kind.INTERNAL,
            "The built-in spec " + resource + " is not in the jar of linkgrid-shared-model.");
      }
      return new SpecText(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the built-in spec " + resource, e);
    }
  }
}
