package io.linkgrid.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;

/** Collects items by partition, and gives those of a partition together. Belongs to one thread. */
final class Bundles<T> {
  private final int full;
  private final ObjIntConsumer<List<T>> out;
  private final List<List<T>> byPartition = new ArrayList<>();

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
    while (byPartition.size() <= partition) {
      byPartition.add(new ArrayList<>());
    }
    List<T> bundle = byPartition.get(partition);
    bundle.add(item);
    if (bundle.size() >= full) {
      give(partition);
    }
  }

  void flush() {
    for (int partition = 0; partition < byPartition.size(); partition++) {
      if (!byPartition.get(partition).isEmpty()) {
        give(partition);
      }
    }
  }

  private void give(int partition) {
    out.accept(byPartition.set(partition, new ArrayList<>()), partition);
  }
}
