package io.linkgrid.grid;

import java.io.Serializable;

/**
 * A reference that nodes hold, named in a few bytes, so that a lookup need not carry the spec. The
 * spec itself lies in the map {@link GridNames#SPECS}.
 *
 * @param schema the schema of the link spec
 * @param version the version of the reference that was loaded; 0 is the empty one
 * @param spec the fingerprint of the spec with its model, see {@link HeldSpec#fingerprint()}
 */
public record ResidentName(String schema, long version, String spec) implements Serializable {
  /** Returns the name of a reference. */
  public static ResidentName of(ReferenceId reference) {
    return new ResidentName(
        reference.schema(), reference.version(), HeldSpec.of(reference.spec()).fingerprint());
  }
}
