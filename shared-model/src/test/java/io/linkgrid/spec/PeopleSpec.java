package io.linkgrid.spec;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The spec of {@code people.yaml}, which has nothing wrong: tests change one thing in it. */
final class PeopleSpec {
  private PeopleSpec() {}

  /** Its text. */
  static String yaml() throws IOException, URISyntaxException {
    return Files.readString(Path.of(PeopleSpec.class.getResource("people.yaml").toURI()));
  }

  /** The same spec, whose model is to be learnt. */
  static String withoutWeights() throws IOException, URISyntaxException {
    return yaml().replaceAll(", weight: [-0-9.]+", "").replaceFirst("prior-weight: .*\n", "");
  }
}
