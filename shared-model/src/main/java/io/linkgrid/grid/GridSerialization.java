package io.linkgrid.grid;

import com.hazelcast.config.SerializationConfig;

/** How values of linkgrid travel; members and clients register the same serializers here. */
public final class GridSerialization {
  private GridSerialization() {}

  /** Adds linkgrid's serializers to the settings of a member or a client. */
  public static void register(SerializationConfig serialization) {}
}
