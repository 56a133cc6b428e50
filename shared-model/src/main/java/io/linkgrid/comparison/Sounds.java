package io.linkgrid.comparison;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.commons.codec.language.DoubleMetaphone;

/** How texts sound: the double metaphone (Philips 2000) of each word, in the order of the words. */
public final class Sounds {
  private Sounds() {}

  /** Returns the sound of a standard value; empty when none of its words has one. */
  public static String of(String value) {
    DoubleMetaphone metaphone = new DoubleMetaphone();
    return Arrays.stream(value.split(" ", -1))
        .map(word -> String.valueOf(metaphone.doubleMetaphone(word)))
        .filter(sound -> !sound.isEmpty() && !sound.equals("null"))
        .collect(Collectors.joining(" "));
  }
}
