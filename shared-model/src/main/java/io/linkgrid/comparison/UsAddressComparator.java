package io.linkgrid.comparison;

import io.linkgrid.clean.AddressParts;
import io.linkgrid.comparison.TextComparators.Code;
import java.util.Arrays;
import java.util.List;

/**
 * Street addresses by their parts. 1: number and street are equal and no unit contradicts; 0.9:
 * number or street is slightly off; 0.8: both are equal and the units contradict, as those of two
 * tenants do; 0.75: two of the three are off, or one address has no number; 0.6: the number differs
 * by one digit, as a neighbour's does; 0.5: the street alone; else 0. A house number is slightly
 * off when its digits are the same in another order or one was dropped or added. Units contradict
 * when each has a word that the other one has not: FL 2 and FL 3, but not LVL 1 and 1.
 */
final class UsAddressComparator implements FieldComparator<UsAddressComparator.Address> {
  private static final double STREETS_MEET = 0.8;

  private static final int LONGEST_SUFFIX = 4;

  /** Numbers, units and streets: a town has few of each. */
  private final Shared<Text> shared = new Shared<>(Text::new);

  /** The parts, the number packed as well, the street as it is and without its suffix. */
  record Address(Text number, int packed, String unit, Text street, Text bare)
      implements MaskHolder {
    boolean hasSuffix() {
      return bare.length() < street.length();
    }

    @Override
    public void forgetMasks() {
      number.forgetMasks();
      street.forgetMasks();
      bare.forgetMasks();
    }
  }

  @Override
  public Address prepare(String value) {
    AddressParts parts = AddressParts.parse(value);
    Text number = shared.of(parts.number());
    return new Address(
        number,
        HouseNumber.packed(number),
        shared.of(parts.unit()).string,
        shared.of(parts.street().replace(" ", "")),
        shared.of(bare(parts.street())));
  }

  @Override
  public double similarity(Address left, Address right, double floor) {
    return similarity(street(left, right), left, right);
  }

  @Override
  public int neighbourhood(Address address) {
    return address.bare.string.hashCode();
  }

  @Override
  public ValueIndex<Address> index(List<Address> values) {
    return new AddressIndex(this, values);
  }

  /** Returns the similarity of two addresses whose streets were compared. */
  double similarity(Likeness street, Address left, Address right) {
    if (street == Likeness.DIFFERENT) {
      return 0;
    }
    boolean leftNumbered = !left.number.isEmpty();
    boolean rightNumbered = !right.number.isEmpty();
    if (leftNumbered != rightNumbered) {
      return street == Likeness.SAME ? 0.75 : 0;
    }
    Likeness number = leftNumbered ? number(left, right) : Likeness.SAME;
    if (number == Likeness.DIFFERENT) {
      return numbersApart(street);
    }
    if (number == Likeness.NEIGHBOUR) {
      return street == Likeness.SAME ? 0.6 : 0.5;
    }
    int off = (street == Likeness.NEARLY ? 1 : 0) + (number == Likeness.NEARLY ? 1 : 0);
    if (contradict(left.unit, right.unit)) {
      return off == 0 ? 0.8 : 0.75;
    }
    return off == 0 ? 1 : off == 1 ? 0.9 : 0.75;
  }

  /** Returns the similarity where the streets meet and the house numbers are different. */
  static double numbersApart(Likeness street) {
    return street == Likeness.SAME ? 0.5 : 0;
  }

  private static boolean contradict(String one, String other) {
    if (one.isEmpty() || other.isEmpty() || one.equals(other)) {
      return false;
    }
    List<String> words = Arrays.asList(one.split(" ", -1));
    List<String> others = Arrays.asList(other.split(" ", -1));
    return !words.containsAll(others) && !others.containsAll(words);
  }

  /** The street's characters and length, and whether it has a suffix. */
  @Override
  public long[] outline(Address address) {
    return new long[] {
      address.street.bag, (long) address.street.length() << 1 | (address.hasSuffix() ? 1 : 0)
    };
  }

  @Override
  public double atMost(long[] left, int atLeft, long[] right, int atRight) {
    long one = left[atLeft];
    long other = right[atRight];
    boolean oneHasSuffix = (left[atLeft + 1] & 1) != 0;
    boolean otherHasSuffix = (right[atRight + 1] & 1) != 0;
    int lengthOne = (int) (left[atLeft + 1] >> 1);
    int lengthOther = (int) (right[atRight + 1] >> 1);
    // Without its suffix a street has fewer characters still. So what it does not have with it, it
    // does not have at all; but it need not have what the other one has.
    int edits =
        oneHasSuffix == otherHasSuffix
            ? Math.max(
                Math.abs(lengthOne - lengthOther),
                Math.max(Text.missing(one, other), Text.missing(other, one)))
            : oneHasSuffix ? Text.missing(other, one) : Text.missing(one, other);
    return EditDistance.share(edits, Math.max(lengthOne, lengthOther)) < STREETS_MEET ? 0 : 1;
  }

  static Likeness street(Address left, Address right) {
    if (left.street.is(right.street)) {
      return Likeness.SAME;
    }
    boolean meet =
        meet(left.street, right.street)
            || (left.hasSuffix() != right.hasSuffix() && meet(left.bare, right.bare));
    return meet ? Likeness.NEARLY : Likeness.DIFFERENT;
  }

  private static boolean meet(Text one, Text other) {
    return EditDistance.similarityWithSwaps(one, other, STREETS_MEET) >= STREETS_MEET;
  }

  /** The street without a short word at its end, as people leave the ST of a street away. */
  private static String bare(String street) {
    int last = street.lastIndexOf(' ');
    boolean isShort = last > 0 && street.length() - last - 1 <= LONGEST_SUFFIX;
    return (isShort ? street.substring(0, last) : street).replace(" ", "");
  }

  private static Likeness number(Address left, Address right) {
    if (left.number.is(right.number)) {
      return Likeness.SAME;
    }
    int edits = left.number.fewestEdits(right.number);
    if (edits == 0 && digits(left.number).equals(digits(right.number))) {
      return Likeness.NEARLY;
    }
    int shorter = Math.min(left.number.length(), right.number.length());
    if (edits > 1 || shorter < 2) {
      return Likeness.DIFFERENT;
    }
    String one = left.number.string;
    String other = right.number.string;
    if (one.length() == other.length()) {
      return Code.oneReplaced(one, other) ? Likeness.NEIGHBOUR : Likeness.DIFFERENT;
    }
    return Code.oneDropped(one, other) ? Likeness.NEARLY : Likeness.DIFFERENT;
  }

  /** The digits of a number in order; asked for seldom. */
  private static String digits(Text number) {
    char[] digits = number.string.toCharArray();
    Arrays.sort(digits);
    return new String(digits);
  }

  enum Likeness {
    SAME,
    NEARLY,
    /** Of a number: one digit is another. */
    NEIGHBOUR,
    DIFFERENT
  }
}
