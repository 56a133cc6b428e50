package io.linkgrid.comparison;

import io.linkgrid.comparison.UsAddressComparator.Address;
import io.linkgrid.comparison.UsAddressComparator.Likeness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Addresses by their street: a street is compared once with each distinct one here, and remembered;
 * then come the numbers in those that it meets.
 */
final class AddressIndex implements ValueIndex<Address> {
  /** Fewer streets are looked through sooner than one is remembered. */
  private static final int MANY = 256;

  private final List<Address> addresses;
  private final UsAddressComparator comparator;

  /** One address of each street, its outline, and where the others stand. */
  private final Address[] streets;

  private final long[] outlines;
  private final int width;

  /** Where the addresses of each street begin below, street by street. */
  private final int[] from;

  private final int[] at;

  /** Their house numbers, packed: who looks at few of them waits for memory above all. */
  private final int[] numbers;

  /** By street the streets here that it meets; never more than there are here. */
  private final Map<String, List<Met>> remembered = new ConcurrentHashMap<>();

  /**
   * A street that another one meets.
   *
   * @param number its number here
   * @param how how alike they are
   */
  private record Met(int number, Likeness how) {}

  AddressIndex(UsAddressComparator comparator, List<Address> addresses) {
    this.comparator = comparator;
    this.addresses = addresses;
    Map<String, List<Integer>> byStreet = new LinkedHashMap<>();
    for (int i = 0; i < addresses.size(); i++) {
      Address address = addresses.get(i);
      byStreet.computeIfAbsent(name(address), s -> new ArrayList<>()).add(i);
    }
    streets = new Address[byStreet.size()];
    from = new int[streets.length + 1];
    at = byStreet.values().stream().flatMapToInt(AddressIndex::positions).toArray();
    numbers = Arrays.stream(at).map(i -> addresses.get(i).packed()).toArray();
    width = addresses.isEmpty() ? 0 : comparator.outline(addresses.get(0)).length;
    outlines = new long[streets.length * width];
    int next = 0;
    for (List<Integer> same : byStreet.values()) {
      streets[next] = addresses.get(same.get(0));
      System.arraycopy(comparator.outline(streets[next]), 0, outlines, next * width, width);
      from[next + 1] = from[next] + same.size();
      next++;
    }
  }

  private static IntStream positions(List<Integer> same) {
    return same.stream().mapToInt(Integer::intValue);
  }

  @Override
  public void find(Address address, double least, SimilarityIndex.Hits hits) {
    int number = address.packed();
    for (Met street : streets(address)) {
      double ofStreet = UsAddressComparator.numbersApart(street.how);
      for (int i = from[street.number]; i < from[street.number + 1]; i++) {
        double alike =
            HouseNumber.areApart(number, numbers[i])
                ? ofStreet
                : comparator.similarity(street.how, address, addresses.get(at[i]));
        if (alike >= least) {
          hits.hit(at[i], alike);
        }
      }
    }
  }

  private List<Met> streets(Address address) {
    if (streets.length < MANY) {
      return look(address);
    }
    String street = name(address);
    List<Met> known = remembered.get(street);
    if (known == null) {
      known = look(address);
      if (remembered.size() >= streets.length) {
        remembered.clear();
      }
      remembered.put(street, known);
    }
    return known;
  }

  private List<Met> look(Address address) {
    List<Met> met = new ArrayList<>(2);
    long[] outline = comparator.outline(address);
    for (int i = 0; i < streets.length; i++) {
      if (comparator.atMost(outline, 0, outlines, i * width) > 0) {
        Likeness how = UsAddressComparator.street(address, streets[i]);
        if (how != Likeness.DIFFERENT) {
          met.add(new Met(i, how));
        }
      }
    }
    return List.copyOf(met);
  }

  /** What is written alike without blanks may have its suffix or not. */
  private static String name(Address address) {
    return address.street().string + '/' + address.bare().string;
  }
}
