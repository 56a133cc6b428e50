package io.linkgrid.spec;

import java.io.Serializable;

/**
 * A spec as it was written. This is what travels to the nodes and what is kept with a run; the
 * {@link LinkSpec} is read from it anew wherever it is needed, and is the same everywhere.
 *
 * @param where where the text came from, for messages: a file name as a rule
 * @param yaml the text
 */
public record SpecText(String where, String yaml) implements Serializable {
  /**
   * Returns what the text says.
   *
   * @throws io.linkgrid.model.LinkgridException as {@link SpecReader#parse}
   */
  public LinkSpec parse() {
    return SpecReader.parse(yaml, where);
  }
}
