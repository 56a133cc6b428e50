package io.linkgrid.generate;

import io.linkgrid.generate.City.Building;
import io.linkgrid.generate.Dice.Purpose;
import java.util.List;
import java.util.Locale;

/**
 * The clean world: every business by its number. What makes linking hard is here on purpose: chains
 * with branches of one name, and several businesses in one building.
 */
final class Businesses {
  private static final double IN_A_CHAIN = 0.12;
  private static final double IN_SOMEONE_ELSES_BUILDING = 0.12;
  private static final double WITH_COORDINATES = 0.5;
  private static final double WITH_PHONE = 1.0 / 3;
  private static final int BUSINESSES_PER_CHAIN = 100;

  /** Exchanges that are services and so no subscriber's: an invented number rings nowhere. */
  private static final List<String> EXCHANGES =
      List.of("211", "311", "411", "511", "555", "611", "711", "811", "911");

  private static final List<String> AREA_CODES = List.of("206", "253", "360", "425", "509", "564");

  private final long seed;
  private final int count;
  private final City city;
  private final List<String> adjectives = Words.of("adjectives.txt");
  private final List<String> nouns = Words.of("nouns.txt");
  private final List<String> surnames = Words.of("surnames.txt");
  private final List<String> givenNames = Words.of("given-names.txt");
  private final List<String> cuisines = Words.of("cuisines.txt");
  private final List<String> kinds = Words.of("kinds.txt");

  Businesses(long seed, int count, City city) {
    this.seed = seed;
    this.count = count;
    this.city = city;
  }

  /** Returns a business. Numbers from {@code count} on are businesses that no reference knows. */
  Business of(int number) {
    Dice dice = Dice.of(seed, Purpose.BUSINESS, number);
    String name =
        dice.chance(IN_A_CHAIN)
            ? branchName(dice.lowBelow(Math.max(1, count / BUSINESSES_PER_CHAIN)), dice)
            : name(Dice.of(seed, Purpose.NAME, number));
    Building building = buildingOf(number, dice);
    String address = building.number() + " " + building.street() + unit(dice);
    boolean located = dice.chance(WITH_COORDINATES);
    return new Business(
        name,
        address,
        building.zip(),
        located ? City.degrees(building.latitude()) : "",
        located ? City.degrees(building.longitude()) : "",
        dice.chance(WITH_PHONE) ? phone(dice) : "");
  }

  /** Returns a building of the city in which a business may be. */
  Building building(int number) {
    return city.building(Dice.of(seed, Purpose.BUILDING, number));
  }

  private Building buildingOf(int number, Dice dice) {
    return building(dice.chance(IN_SOMEONE_ELSES_BUILDING) ? dice.below(count) : number);
  }

  private String branchName(int chain, Dice branch) {
    Dice dice = Dice.of(seed, Purpose.CHAIN, chain);
    String name = name(dice);
    return dice.chance(0.3) ? name + " #" + branch.between(1, 60) : name;
  }

  private String name(Dice dice) {
    String name = plainName(dice);
    int ending = dice.below(100);
    if (ending < 6) {
      name += " Restaurant";
    } else if (ending < 9) {
      name += " LLC";
    } else if (ending < 11) {
      name += " Inc.";
    } else if (ending < 13) {
      name += ", The";
    }
    return dice.chance(0.1) ? name.toUpperCase(Locale.ROOT) : name;
  }

  private String plainName(Dice dice) {
    int form = dice.below(100);
    if (form < 20) {
      return dice.pick(surnames) + "'s " + dice.pickEarly(cuisines) + " " + dice.pick(kinds);
    } else if (form < 32) {
      return dice.pick(surnames) + "'s " + dice.pick(kinds);
    } else if (form < 54) {
      return dice.pickEarly(adjectives) + " " + dice.pick(nouns) + " " + dice.pick(kinds);
    } else if (form < 64) {
      return "The " + dice.pick(adjectives) + " " + dice.pickEarly(nouns);
    } else if (form < 73) {
      return dice.pick(nouns) + " & " + dice.pick(nouns);
    } else if (form < 82) {
      return dice.pick(givenNames) + " " + dice.pick(surnames) + " " + dice.pick(cuisines);
    } else if (form < 89) {
      return dice.pick(surnames) + " & " + dice.pick(surnames) + " " + dice.pick(kinds);
    } else if (form < 99) {
      return dice.pick(cuisines) + " " + dice.pick(nouns) + " " + dice.pick(kinds);
    }
    return "The \"" + dice.pick(adjectives) + "\" " + dice.pick(nouns) + " " + dice.pick(kinds);
  }

  private static String unit(Dice dice) {
    int form = dice.below(100);
    if (form < 6) {
      return " Suite " + dice.between(100, 499);
    } else if (form < 10) {
      return " #" + dice.between(1, 40);
    } else if (form < 13) {
      return " Unit " + (char) ('A' + dice.below(8));
    }
    return "";
  }

  private static String phone(Dice dice) {
    return "+1"
        + dice.pick(AREA_CODES)
        + dice.pick(EXCHANGES)
        + Integer.toString(10_000 + dice.below(10_000)).substring(1);
  }
}
