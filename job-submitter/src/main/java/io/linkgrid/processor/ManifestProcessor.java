package io.linkgrid.processor;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.datamodel.Tuple2;
import io.linkgrid.grid.CommandBuild;
import io.linkgrid.grid.GridNames;
import io.linkgrid.grid.ReferenceManifest;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the manifest of the reference when all its blocks are in the map, in one place. Edge 0
 * brings partition keys with their sizes.
 */
public final class ManifestProcessor extends BlockingProcessor {
  private final String schema;
  private final long version;
  private final long mentions;
  private final Map<String, Integer> sizes = new TreeMap<>();
  private HazelcastInstance member;
  private String build = "";

  /** Writes the manifest of a version of the reference of a schema. */
  public ManifestProcessor(String schema, long version, long mentions) {
    this.schema = schema;
    this.version = version;
    this.mentions = mentions;
  }

  @Override
  protected void begin(Processor.Context context) {
    member = context.hazelcastInstance();
    build = CommandBuild.of(context.jobConfig()).text();
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    Tuple2<?, ?> size = (Tuple2<?, ?>) item;
    sizes.put((String) size.requiredF0(), (Integer) size.requiredF1());
    return true;
  }

  @Override
  protected boolean finish() {
    if (!sizes.isEmpty()) {
      member
          .<String, ReferenceManifest>getMap(GridNames.MANIFESTS)
          .set(
              schema,
              new ReferenceManifest(
                  version,
                  mentions,
                  sizes.keySet().toArray(String[]::new),
                  sizes.values().stream().mapToInt(Integer::intValue).toArray(),
                  build));
    }
    return true;
  }
}
