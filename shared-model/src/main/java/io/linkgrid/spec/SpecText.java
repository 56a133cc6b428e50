package io.linkgrid.spec;

import java.io.Serializable;

/**
 * A spec as it was written, with the model that was learnt by it. This is what travels to the nodes
 * and what is kept with a run; the {@link LinkSpec} is read from it anew wherever it is needed, and
 * is the same everywhere.
 *
 * @param where where the text came from, for messages: a file name as a rule
 * @param yaml the text
 * @param model the text of the model, as {@link ModelText} writes it; empty while there is none
 */
public record SpecText(String where, String yaml, String model) implements Serializable {
  /** A spec without a model, or with weights that it sets itself. */
  public SpecText(String where, String yaml) {
    this(where, yaml, "");
  }

  /**
   * Returns what the text says.
   *
   * @throws io.linkgrid.model.LinkgridException as {@link SpecReader#parse}; of kind DATA when the
   *     model does not fit the spec
   */
  public LinkSpec parse() {
    LinkSpec spec = SpecReader.parse(yaml, where);
    return model.isEmpty() ? spec : spec.with(ModelText.read(model, spec));
  }

  /** Returns this spec with a model. */
  public SpecText with(LinkSpec spec, LinkModel learnt) {
    return new SpecText(where, yaml, ModelText.write(learnt, spec));
  }
}
