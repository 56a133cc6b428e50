package io.linkgrid.spec;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * A spec as it was written, with the model that was learnt by it. This is what travels to the nodes
 * and what is kept with a run; the {@link LinkSpec} is read from it anew wherever it is needed, and
 * is the same everywhere.
 *
 * @param where where the text came from, for messages: a file name as a rule
 * @param yaml the text
 * @param model the text of the model, as {@link ModelText} writes it; empty while there is none
 * @param cappedKeys hashes of the blocking keys that bring no pairs together, in order
 */
public record SpecText(String where, String yaml, String model, List<Long> cappedKeys)
    implements Serializable {
  public SpecText {
    cappedKeys = cappedKeys.stream().sorted().toList();
  }

  /** A spec with a model, without capped keys. */
  public SpecText(String where, String yaml, String model) {
    this(where, yaml, model, List.of());
  }

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
    LinkSpec learnt = model.isEmpty() ? spec : spec.with(ModelText.read(model, spec));
    return cappedKeys.isEmpty() ? learnt : learnt.withCappedKeys(Set.copyOf(cappedKeys));
  }

  /** Returns this spec with a model. */
  public SpecText with(LinkSpec spec, LinkModel learnt) {
    return new SpecText(where, yaml, ModelText.write(learnt, spec), cappedKeys);
  }

  /** Returns this spec where just these keys bring no pairs together. */
  public SpecText withCappedKeys(List<Long> keys) {
    return new SpecText(where, yaml, model, keys);
  }
}
