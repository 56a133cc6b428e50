package io.linkgrid.blocking;

import io.linkgrid.model.Mention;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something for each partition key, made when it is first asked for and found by the numbers of a
 * blocking key, which are at hand wherever its text would have to be looked up. Safe for any number
 * of threads; they agree on what was made, and what several made at once is thrown away but for
 * one.
 */
public final class ByPartitionKey<T> {
  private final KeyMaker keyMaker;
  private final Function<String, T> make;
  private final AtomicReferenceArray<@Nullable T> ofBuckets;
  private final Map<String, T> ofHomes = new ConcurrentHashMap<>();

  /** Makes something for the text of a partition key, whenever one is asked for. */
  public ByPartitionKey(KeyMaker keyMaker, Function<String, T> make) {
    this.keyMaker = keyMaker;
    this.make = make;
    ofBuckets = new AtomicReferenceArray<>(keyMaker.buckets());
  }

  /** Returns what there is for the partition key of one of the keys of a mention. */
  public T of(Mention mention, Keys keys, int position) {
    int bucket = keyMaker.bucket(keys, position);
    if (bucket == KeyMaker.HOME) {
      String home = keyMaker.partitionKey(mention, keys, position);
      T known = ofHomes.get(home);
      return known == null ? ofHomes.computeIfAbsent(home, make) : known;
    }
    T known = ofBuckets.get(bucket);
    if (known == null) {
      T made = make.apply(keyMaker.partitionKey(mention, keys, position));
      T other = ofBuckets.compareAndExchange(bucket, null, made);
      known = other == null ? made : other;
    }
    return known;
  }

  /** Gives everything that was made. */
  public void forEach(Consumer<T> each) {
    for (int bucket = 0; bucket < ofBuckets.length(); bucket++) {
      T known = ofBuckets.get(bucket);
      if (known != null) {
        each.accept(known);
      }
    }
    ofHomes.values().forEach(each);
  }
}
