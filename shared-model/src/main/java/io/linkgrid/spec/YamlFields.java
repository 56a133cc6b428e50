package io.linkgrid.spec;

import java.util.Map;
import java.util.Optional;

/**
 * The values of a mapping whose words are fixed.
 *
 * @param whole the mapping itself
 * @param place what it describes, for messages
 * @param values the values by their words
 */
record YamlFields(YamlPart whole, String place, Map<String, YamlPart> values) {
  /** Returns the value of a word, which may be left out. */
  Optional<YamlPart> optional(String word) {
    return Optional.ofNullable(values.get(word));
  }

  /** Returns the value of a word; that it is missing is a problem. */
  Optional<YamlPart> required(String word) {
    Optional<YamlPart> value = optional(word);
    if (value.isEmpty()) {
      whole.problem("missing word '" + word + "' in " + place + ".");
    }
    return value;
  }
}
