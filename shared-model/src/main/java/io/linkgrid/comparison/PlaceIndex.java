package io.linkgrid.comparison;

import io.linkgrid.comparison.DistanceComparator.Place;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Places in stripes from south to north, as many as a stripe has places, and in each from west to
 * east: those near one lie in few stripes, and there next to each other.
 */
final class PlaceIndex implements ValueIndex<Place> {
  private final DistanceComparator comparator;

  /** The outlines of the places, stripe by stripe, and where each stood. */
  private final long[] outlines;

  private final int[] at;

  /** How many places a stripe has; the last one may have fewer. */
  private final int width;

  /** The latitude at which each stripe begins. */
  private final int[] south;

  PlaceIndex(DistanceComparator comparator, List<Place> places) {
    this.comparator = comparator;
    long[] unsorted = new long[places.size()];
    Arrays.setAll(unsorted, i -> comparator.outline(places.get(i))[0]);
    Integer[] order = IntStream.range(0, unsorted.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingLong(i -> unsorted[i]));
    width = Math.max(1, (int) Math.sqrt(order.length));
    south = new int[(order.length + width - 1) / width];
    for (int stripe = 0; stripe < south.length; stripe++) {
      south[stripe] = DistanceComparator.latitude(unsorted[order[stripe * width]]);
      Arrays.sort(
          order,
          stripe * width,
          Math.min(order.length, (stripe + 1) * width),
          Comparator.comparingInt(i -> DistanceComparator.longitude(unsorted[i])));
    }
    at = Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    outlines = Arrays.stream(at).mapToLong(i -> unsorted[i]).toArray();
  }

  @Override
  public void find(Place place, double least, SimilarityIndex.Hits hits) {
    long[] outline = comparator.outline(place);
    int latitude = DistanceComparator.latitude(outline[0]);
    int longitude = DistanceComparator.longitude(outline[0]);
    long reach = DistanceComparator.unitsWithin(least);
    long reachEast = DistanceComparator.unitsEastWithin(least, latitude);
    for (int stripe = firstTo(latitude - reach); stripe < south.length; stripe++) {
      if (south[stripe] > latitude + reach) {
        return;
      }
      int end = Math.min(at.length, (stripe + 1) * width);
      for (int i = firstFrom(longitude - reachEast, stripe * width, end); i < end; i++) {
        if (DistanceComparator.longitude(outlines[i]) > longitude + reachEast) {
          break;
        }
        double most = comparator.atMost(outline, 0, outlines, i);
        if (most >= least) {
          hits.hit(at[i], most);
        }
      }
    }
  }

  /** Returns the first stripe that may reach to a latitude. */
  private int firstTo(long latitude) {
    int low = 0;
    int high = south.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (south[middle] < latitude) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return Math.max(0, low - 1);
  }

  /** Returns the first place of a stripe that is not west of a longitude. */
  private int firstFrom(long longitude, int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (DistanceComparator.longitude(outlines[middle]) < longitude) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
