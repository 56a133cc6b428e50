package io.linkgrid.processor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/** Collects items by partition, and gives those of a partition together. Belongs to one thread. */
final class Bundles<T> {
  private final int full;
  private final ObjIntConsumer<List<T>> out;
  private final Map<Integer, List<T>> byPartition = new HashMap<>();

  /**
   * Collects.
   *
   * @param full a bundle of this many items is given at once
   * @param out takes a bundle and its partition
   */
  Bundles(int full, ObjIntConsumer<List<T>> out) {
    this.full = full;
    this.out = out;
  }

  void add(int partition, T item) {
    List<T> bundle = byPartition.computeIfAbsent(partition, p -> new ArrayList<>());
    bundle.add(item);
    if (bundle.size() >= full) {
      byPartition.remove(partition);
      out.accept(bundle, partition);
    }
  }

  void flush() {
    byPartition.forEach((partition, bundle) -> out.accept(bundle, partition));
    byPartition.clear();
  }
}
