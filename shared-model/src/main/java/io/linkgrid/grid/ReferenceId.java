package io.linkgrid.grid;

import io.linkgrid.spec.SpecText;
import java.io.Serializable;

/**
 * A reference as it stood at one time, and how it is compared.
 *
 * @param schema the schema of the link spec
 * @param version the version of the reference in the database; 0 is the empty one
 * @param spec the spec with its model
 */
public record ReferenceId(String schema, long version, SpecText spec) implements Serializable {
  /** Returns the same reference, compared by another form of the spec. */
  public ReferenceId by(SpecText other) {
    return new ReferenceId(schema, version, other);
  }
}
