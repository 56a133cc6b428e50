package io.linkgrid.comparison;

import io.linkgrid.clean.AddressParts;
import java.util.Arrays;

/**
 * Street addresses by their parts. 1: number and street are equal and no unit contradicts; 0.9: one
 * of number, street and unit is slightly off; 0.75: two are, or one address has no number; 0.6: the
 * number differs by one digit, as a neighbour's does; 0.5: the street alone; else 0. A house number
 * is slightly off when its digits are the same in another order or one was dropped or added.
 */
final class UsAddressComparator implements FieldComparator<UsAddressComparator.Address> {
  private static final double STREETS_MEET = 0.8;

  private static final int LONGEST_SUFFIX = 4;

  /**
   * The parts, the digits of the number in order, and the street as it is and without its suffix.
   */
  record Address(AddressParts parts, String digits, String street, String bare) {
    boolean hasSuffix() {
      return bare.length() < street.length();
    }
  }

  @Override
  public Address prepare(String value) {
    AddressParts parts = AddressParts.parse(value);
    char[] digits = parts.number().toCharArray();
    Arrays.sort(digits);
    return new Address(
        parts, new String(digits), parts.street().replace(" ", ""), bare(parts.street()));
  }

  @Override
  public double similarity(Address left, Address right) {
    Likeness street = street(left, right);
    if (street == Likeness.DIFFERENT) {
      return 0;
    }
    boolean leftNumbered = !left.parts.number().isEmpty();
    boolean rightNumbered = !right.parts.number().isEmpty();
    if (leftNumbered != rightNumbered) {
      return street == Likeness.SAME ? 0.75 : 0;
    }
    Likeness number = leftNumbered ? number(left, right) : Likeness.SAME;
    if (number == Likeness.DIFFERENT) {
      return street == Likeness.SAME ? 0.5 : 0;
    }
    if (number == Likeness.NEIGHBOUR) {
      return street == Likeness.SAME ? 0.6 : 0.5;
    }
    int off = (street == Likeness.NEARLY ? 1 : 0) + (number == Likeness.NEARLY ? 1 : 0);
    boolean unitsContradict =
        !left.parts.unit().isEmpty()
            && !right.parts.unit().isEmpty()
            && !left.parts.unit().equals(right.parts.unit());
    off += unitsContradict ? 1 : 0;
    return off == 0 ? 1 : off == 1 ? 0.9 : 0.75;
  }

  private static Likeness street(Address left, Address right) {
    if (left.street.equals(right.street)) {
      return Likeness.SAME;
    }
    boolean meet =
        meet(left.street, right.street)
            || (left.hasSuffix() != right.hasSuffix() && meet(left.bare, right.bare));
    return meet ? Likeness.NEARLY : Likeness.DIFFERENT;
  }

  private static boolean meet(String one, String other) {
    return EditDistance.similarityWithSwaps(one, other) >= STREETS_MEET;
  }

  /** The street without a short word at its end, as people leave the ST of a street away. */
  private static String bare(String street) {
    int last = street.lastIndexOf(' ');
    boolean isShort = last > 0 && street.length() - last - 1 <= LONGEST_SUFFIX;
    return (isShort ? street.substring(0, last) : street).replace(" ", "");
  }

  private static Likeness number(Address left, Address right) {
    if (left.parts.number().equals(right.parts.number())) {
      return Likeness.SAME;
    }
    if (left.digits.equals(right.digits)) {
      return Likeness.NEARLY;
    }
    int shorter = Math.min(left.digits.length(), right.digits.length());
    if (shorter < 2 || EditDistance.between(left.parts.number(), right.parts.number()) > 1) {
      return Likeness.DIFFERENT;
    }
    return left.digits.length() == right.digits.length() ? Likeness.NEIGHBOUR : Likeness.NEARLY;
  }

  private enum Likeness {
    SAME,
    NEARLY,
    /** Of a number: one digit is another. */
    NEIGHBOUR,
    DIFFERENT
  }
}
