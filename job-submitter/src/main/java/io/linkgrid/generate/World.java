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
    return new Business(
        damage.name(clean.name(), dice),
        damage.address(clean.address(), dice),
        damage.zip(clean.zip(), dice),
        clean.latitude(),
        clean.longitude(),
        damage.phone(clean.phone(), dice));
  }

  /** Returns the id of a business; it stands in the truth and in a reference, never in a record. */
  static String businessId(int number) {
    return "B" + Integer.toString(100_000_000 + number).substring(1);
  }
}
