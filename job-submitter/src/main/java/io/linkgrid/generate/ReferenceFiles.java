package io.linkgrid.generate;

import io.linkgrid.generate.Dice.Purpose;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes {@code clean.csv}, {@code b.csv} and {@code truth.csv}: a reference with one row a
 * business, and records of which a fifth tell of businesses that are not in it.
 */
final class ReferenceFiles {
  private static final double UNKNOWN = 0.2;

  private final World world;

  ReferenceFiles(World world) {
    this.world = world;
  }

  List<GeneratedFile> write(Path directory) throws IOException {
    int entities = world.settings.entities();
    int unknown = Math.max(1, entities / 4);
    try (OutputFile clean = OutputFile.of(directory, "clean.csv");
        OutputFile b = OutputFile.of(directory, "b.csv");
        OutputFile truth = OutputFile.of(directory, "truth.csv")) {
      clean.header(
          List.of(
              "business_id",
              "business_name",
              "business_address",
              "business_city",
              "business_state",
              "business_postal_code",
              "business_latitude",
              "business_longitude",
              "business_phone_number"));
      for (int number = 0; number < entities; number++) {
        Business business = world.businesses.of(number);
        clean.row(
            World.businessId(number),
            business.name(),
            business.address(),
            City.NAME,
            City.STATE,
            business.zip(),
            business.latitude(),
            business.longitude(),
            business.phone());
      }
      truth.header(List.of("inspection_id", "business_id", "known"));
      for (int row = 0; row < world.settings.records(); row++) {
        Dice dice = world.dice(Purpose.ROW, row);
        boolean known = !dice.chance(UNKNOWN);
        int number = known ? dice.below(entities) : entities + dice.below(unknown);
        Business written = world.written(world.businesses.of(number), dice);
        b.row(world.inspections.row(written, row, 0, 1));
        truth.row(world.inspections.id(row), World.businessId(number), known ? "1" : "0");
      }
      return List.of(clean.finish(), b.finish(), truth.finish());
    }
  }
}
