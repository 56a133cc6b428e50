package io.linkgrid.comparison;

import io.linkgrid.comparison.DistanceComparator.Place;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Places from south to north: those near one lie between two latitudes. */
final class PlaceIndex implements ValueIndex<Place> {
  private final DistanceComparator comparator;

  /** From south to north: the outlines of the places, and where each stood. */
  private final long[] outlines;

  private final int[] at;

  PlaceIndex(DistanceComparator comparator, List<Place> places) {
    this.comparator = comparator;
    at =
        IntStream.range(0, places.size())
            .boxed()
            .sorted(Comparator.comparingLong(i -> comparator.outline(places.get(i))[0]))
            .mapToInt(Integer::intValue)
            .toArray();
    outlines = new long[at.length];
    for (int i = 0; i < at.length; i++) {
      outlines[i] = comparator.outline(places.get(at[i]))[0];
    }
  }

  @Override
  public void find(Place place, double least, SimilarityIndex.Hits hits) {
    long[] outline = comparator.outline(place);
    long reach = DistanceComparator.unitsWithin(least);
    long latitude = outline[0] >> Integer.SIZE;
    for (int i = firstFrom(latitude - reach); i < at.length; i++) {
      if ((outlines[i] >> Integer.SIZE) > latitude + reach) {
        return;
      }
      double most = comparator.atMost(outline, 0, outlines, i);
      if (most >= least) {
        hits.hit(at[i], most);
      }
    }
  }

  private int firstFrom(long latitude) {
    int low = 0;
    int high = at.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if ((outlines[middle] >> Integer.SIZE) < latitude) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
