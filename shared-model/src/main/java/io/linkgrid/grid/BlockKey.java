package io.linkgrid.grid;

import com.hazelcast.partition.PartitionAware;

/**
 * The key of a block in the reference map. All chunks of a partition key lie in the partition of
 * that text, so the owner of a zip holds all of it.
 *
 * @param partitionKey the zip, or the bucket of another blocking rule
 * @param chunk counted from 0
 */
public record BlockKey(String partitionKey, int chunk) implements PartitionAware<String> {
  @Override
  public String getPartitionKey() {
    return partitionKey;
  }
}
