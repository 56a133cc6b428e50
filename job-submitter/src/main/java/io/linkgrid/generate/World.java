package io.linkgrid.generate;

import io.linkgrid.generate.Dice.Purpose;

/** Everything that the files tell of, ready to be written. */
final class World {
  final GeneratorSettings settings;
  final City city;
  final Businesses businesses;
  final Inspections inspections;
  private final Damage damage;

  World(GeneratorSettings settings) {
    this.settings = settings;
    this.city = new City(settings.seed(), settings.skew());
    this.businesses = new Businesses(settings.seed(), settings.entities(), city);
    this.inspections = new Inspections(settings.seed());
    this.damage = new Damage(settings.damage());
  }

  /** Returns dice for something of this world. */
  Dice dice(Purpose purpose, long number) {
    return Dice.of(settings.seed(), purpose, number);
  }

  /** Returns a business as somebody wrote it down. */
  Business written(Business clean, Dice dice) {
    Business written =
        new Business(
            damage.name(clean.name(), dice),
            damage.address(clean.address(), dice),
            damage.zip(clean.zip(), dice),
            clean.latitude(),
            clean.longitude(),
            damage.phone(clean.phone(), dice));
    // Rolled last, and only if asked for: all else is the same with and without.
    return settings.missingZips() + settings.wrongZips() > 0
        ? written.withZip(zip(clean, written, dice))
        : written;
  }

  private String zip(Business clean, Business written, Dice dice) {
    if (dice.chance(settings.missingZips())) {
      return "";
    }
    double ofTheRest = settings.wrongZips() / (1 - settings.missingZips());
    return dice.chance(ofTheRest) ? City.anotherZip(clean.zip(), dice) : written.zip();
  }

  /** Returns the id of a business; it stands in the truth and in a reference, never in a record. */
  static String businessId(int number) {
    return "B" + Integer.toString(100_000_000 + number).substring(1);
  }
}
