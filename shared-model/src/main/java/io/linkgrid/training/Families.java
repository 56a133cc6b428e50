package io.linkgrid.training;

/**
 * What of the names of two things at one place that are not the same. Some are of one family: the
 * kitchens of a hotel, the stalls of a hall, a new owner who keeps the old name. Their names are
 * alike, and not by chance. How many there are cannot be counted without labels, for pairs that are
 * alike in name and place are just what is taken for a match; so a share is assumed. A pair of a
 * family is likeliest to have names that differ, and half as likely with each level more alike.
 */
final class Families {
  /**
   * The share of families among pairs at one place that do not match. One in twenty is few: enough
   * that no name is proof, and not so many that a name says nothing.
   */
  private static final double SHARE = 0.05;

  private static final double HALF = 0.5;

  private Families() {}

  /** Returns the shares of levels of names at one place. */
  static double[] atOnePlace(double[] anywhere) {
    double[] shares = new double[anywhere.length];
    double ofFamily = HALF / (1 - Math.pow(HALF, shares.length));
    for (int level = shares.length - 1; level >= 0; level--) {
      shares[level] = (1 - SHARE) * anywhere[level] + SHARE * ofFamily;
      ofFamily *= HALF;
    }
    return shares;
  }
}
