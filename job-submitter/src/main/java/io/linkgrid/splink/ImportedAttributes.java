package io.linkgrid.splink;

import io.linkgrid.profile.YamlText;
import io.linkgrid.spec.AttributeType;
import io.linkgrid.spec.Reading;
import io.linkgrid.spec.Reading.Letters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The attributes that a model needs, each with a name of its own. */
final class ImportedAttributes {
  private static final int LONGEST_NAME = 63;

  private final Map<String, ReadValue> byName = new LinkedHashMap<>();

  /** Returns the name of the attribute that reads a value; the first time it gets one. */
  String name(ReadValue value) {
    return nameApartFrom(value, Set.of());
  }

  /**
   * Returns the name of an attribute that reads a value and is none of these; one comparison has
   * one attribute.
   */
  String nameApartFrom(ReadValue value, Set<String> taken) {
    for (Map.Entry<String, ReadValue> entry : byName.entrySet()) {
      if (entry.getValue().equals(value) && !taken.contains(entry.getKey())) {
        return entry.getKey();
      }
    }
    String name = unused(slug(String.join("-", value.columns()) + suffix(value)), byName.keySet());
    byName.put(name, value);
    return name;
  }

  private static String suffix(ReadValue value) {
    Reading reading = value.reading();
    String letters = reading.letters() == Letters.AS_THEY_ARE ? "" : "-" + reading.letters().word();
    String piece = reading.extract().isEmpty() ? "" : "-piece";
    return switch (value.type()) {
      case DATE -> "-date";
      case NUMBER -> "-number";
      default -> letters + piece;
    };
  }

  /** Returns a text as a name of a spec. */
  static String slug(String text) {
    String slug =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[-0-9]+|-+$", "");
    String name = slug.isEmpty() ? "a" : slug;
    return name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }

  /** Returns the name, with a number if it is taken. */
  static String unused(String name, Set<String> taken) {
    String free = name;
    for (int i = 2; taken.contains(free); i++) {
      String number = "-" + i;
      free = name.substring(0, Math.min(name.length(), LONGEST_NAME - number.length())) + number;
    }
    return free;
  }

  /** Returns a line of a spec for each attribute. */
  List<String> lines() {
    return byName.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + line(entry.getValue()))
        .toList();
  }

  private static String line(ReadValue value) {
    StringBuilder line = new StringBuilder("{");
    line.append(
        value.columns().size() == 1
            ? "column: " + YamlText.scalar(value.columns().get(0))
            : "columns: " + YamlText.list(value.columns()));
    line.append(", type: ").append(value.type().word());
    Reading reading = value.reading();
    if (value.type() == AttributeType.DATE) {
      line.append(", format: ").append(YamlText.scalar(reading.format()));
    }
    if (reading.letters() != Letters.AS_THEY_ARE) {
      line.append(", letters: ").append(reading.letters().word());
    }
    if (!reading.extract().isEmpty()) {
      line.append(", extract: ").append(YamlText.scalar(reading.extract()));
    }
    return line.append('}').toString();
  }
}
