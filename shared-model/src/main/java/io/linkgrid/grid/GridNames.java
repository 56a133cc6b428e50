package io.linkgrid.grid;

/** The names of what lies in the grid. */
public final class GridNames {
  /** The start of the names of the maps that hold references. */
  public static final String REFERENCE_PREFIX = "linkgrid.reference.";

  /** The map of manifests, by schema. */
  public static final String MANIFESTS = "linkgrid.manifests";

  private GridNames() {}

  /** Returns the name of the map that holds the reference of a schema. */
  public static String reference(String schema) {
    return REFERENCE_PREFIX + schema;
  }
}
