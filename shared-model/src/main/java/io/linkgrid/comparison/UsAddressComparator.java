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

  /** The parts, and the digits of the number in order. */
  record Address(AddressParts parts, String digits, String street) {}

  @Override
  public Address prepare(String value) {
    AddressParts parts = AddressParts.parse(value);
    char[] digits = parts.number().toCharArray();
    Arrays.sort(digits);
    return new Address(parts, new String(digits), parts.street().replace(" ", ""));
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
    return EditDistance.similarityWithSwaps(left.street, right.street) >= STREETS_MEET
        ? Likeness.NEARLY
        : Likeness.DIFFERENT;
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
