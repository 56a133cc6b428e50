package io.linkgrid.node;

import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The specs that jobs on this node asked for last. A job has a dozen vertices that all need the
 * same one, and a model of a large reference takes a while to read.
 */
final class ParsedSpecs {
  private static final int KEPT = 8;

  private final Map<SpecText, LinkSpec> specs =
      new LinkedHashMap<>(2 * KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SpecText, LinkSpec> eldest) {
          return size() > KEPT;
        }
      };

  /** Whoever asks while another reads waits: both need it. */
  synchronized LinkSpec of(SpecText text) {
    LinkSpec known = specs.get(text);
    if (known == null) {
      known = text.parse();
      specs.put(text, known);
    }
    return known;
  }
}
