package io.linkgrid.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Mentions of restaurants from so few words, zips and phones that many share a key and some share
 * several. The attributes are those of the built-in spec: name, address, zip, phone, location.
 */
public final class RandomMentions {
  private static final String[] WORDS = {"ACME", "BRAVO", "CORNER", "DINER", "GRILL", "PALACE"};
  private static final String[] STREETS = {"ELM ST", "ELMER AVE", "MARKET ST", "6TH ST"};

  private RandomMentions() {}

  /** Returns different mentions, the same for the same seed. */
  public static List<Mention> of(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Mention> mentions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      mentions.add(
          new Mention(
              random.nextLong(),
              List.of(
                  name(random),
                  sometimes(random, 1 + random.nextInt(60) + " " + one(random, STREETS)),
                  sometimes(random, "9410" + random.nextInt(8)),
                  sometimes(random, "41555501" + (10 + random.nextInt(60))),
                  sometimes(random, "37.7" + random.nextInt(9) + " -122.4" + random.nextInt(9)))));
    }
    return mentions;
  }

  private static String name(SplittableRandom random) {
    String name = one(random, WORDS);
    return random.nextInt(4) == 0 ? name : name + " " + one(random, WORDS);
  }

  private static String sometimes(SplittableRandom random, String value) {
    return random.nextInt(5) == 0 ? "" : value;
  }

  private static String one(SplittableRandom random, String[] choice) {
    return choice[random.nextInt(choice.length)];
  }
}
