package io.linkgrid.grid;

/** The names of what lies in the grid. */
public final class GridNames {
  /** The start of the names of the maps that hold references. */
  public static final String REFERENCE_PREFIX = "linkgrid.reference.";

  /** The map of manifests, by schema. */
  public static final String MANIFESTS = "linkgrid.manifests";

  /** The map of the specs by which lookups are answered, by schema. */
  public static final String SPECS = "linkgrid.specs";

  /** The map that says how far references have grown since they were loaded, by schema. */
  public static final String RECENT_JOINS = "linkgrid.recent-joins";

  private GridNames() {}

  /** Returns the name of the map that holds the reference of a schema. */
  public static String reference(String schema) {
    return REFERENCE_PREFIX + schema;
  }

  /** Returns the name of the map of what joined the reference of a schema since it was loaded. */
  public static String recent(String schema) {
    return "linkgrid.recent." + schema;
  }
}
