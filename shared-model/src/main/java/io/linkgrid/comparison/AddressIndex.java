package io.linkgrid.comparison;

import io.linkgrid.comparison.UsAddressComparator.Address;
import io.linkgrid.comparison.UsAddressComparator.Likeness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Addresses by their street: each distinct street is compared once, then the numbers in it. */
final class AddressIndex implements ValueIndex<Address> {
  private final List<Address> addresses;
  private final UsAddressComparator comparator;

  /** One address of each street, its outline, and where the others stand. */
  private final Address[] streets;

  private final long[] outlines;
  private final int width;
  private final int[][] at;

  AddressIndex(UsAddressComparator comparator, List<Address> addresses) {
    this.comparator = comparator;
    this.addresses = addresses;
    // What is written alike without blanks may have its suffix or not.
    Map<String, List<Integer>> byStreet = new LinkedHashMap<>();
    for (int i = 0; i < addresses.size(); i++) {
      Address address = addresses.get(i);
      byStreet
          .computeIfAbsent(
              address.street().string + '/' + address.bare().string, s -> new ArrayList<>())
          .add(i);
    }
    streets = new Address[byStreet.size()];
    at = new int[streets.length][];
    width = addresses.isEmpty() ? 0 : comparator.outline(addresses.get(0)).length;
    outlines = new long[streets.length * width];
    int next = 0;
    for (List<Integer> same : byStreet.values()) {
      streets[next] = addresses.get(same.get(0));
      System.arraycopy(comparator.outline(streets[next]), 0, outlines, next * width, width);
      at[next++] = same.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  @Override
  public void find(Address address, double least, SimilarityIndex.Hits hits) {
    long[] outline = comparator.outline(address);
    for (int i = 0; i < streets.length; i++) {
      if (comparator.atMost(outline, 0, outlines, i * width) < least) {
        continue;
      }
      Likeness street = UsAddressComparator.street(address, streets[i]);
      if (street == Likeness.DIFFERENT) {
        continue;
      }
      for (int position : at[i]) {
        double alike = comparator.similarity(street, address, addresses.get(position));
        if (alike >= least) {
          hits.hit(position, alike);
        }
      }
    }
  }
}
