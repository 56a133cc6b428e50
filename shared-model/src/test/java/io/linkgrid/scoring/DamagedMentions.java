package io.linkgrid.scoring;

import io.linkgrid.model.Mention;
import io.linkgrid.model.RandomMentions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random mentions with characters dropped, added, changed and swapped. */
final class DamagedMentions {
  private DamagedMentions() {}

  /** Half of them as they are, the others damaged, so that everything is nearly the same too. */
  static List<Mention> of(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Mention> mentions = new ArrayList<>();
    for (Mention mention : RandomMentions.of(count, seed)) {
      List<String> values = new ArrayList<>(mention.values());
      values.set(0, damaged(values.get(0) + extra(random), random, "ABCDE 13É你"));
      values.set(1, damaged(values.get(1), random, "ABC 12"));
      values.set(2, damaged(values.get(2), random, "0149"));
      values.set(3, damaged(values.get(3), random, "0159"));
      if (!values.get(4).isEmpty()) {
        values.set(
            4,
            (37_700_000 + random.nextInt(4_000)) / 1e6
                + " "
                + (-122_400_000 + random.nextInt(4_000)) / 1e6);
      }
      mentions.add(new Mention(mention.id(), values));
    }
    return mentions;
  }

  private static String extra(SplittableRandom random) {
    return switch (random.nextInt(12)) {
      case 0 -> " " + random.nextInt(30);
      case 1 -> " B";
      case 2 -> " OF THE VERY LONG NAME THAT GOES ON AND ON UNTIL SIXTY-FOUR ARE PASSED";
      default -> "";
    };
  }

  private static String damaged(String value, SplittableRandom random, String alphabet) {
    StringBuilder text = new StringBuilder(value);
    for (int changes = random.nextInt(3); changes > 0 && text.length() > 2; changes--) {
      int at = 1 + random.nextInt(text.length() - 2);
      char any = alphabet.charAt(random.nextInt(alphabet.length()));
      switch (random.nextInt(4)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.setCharAt(at, any);
        case 2 -> text.insert(at, any);
        default -> {
          char c = text.charAt(at);
          text.setCharAt(at, text.charAt(at + 1));
          text.setCharAt(at + 1, c);
        }
      }
    }
    return text.toString().strip().replaceAll(" +", " ");
  }
}
