package io.linkgrid.truth;

import io.linkgrid.evaluation.Labels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The raw name, address and zip of each row of one file. They are found by their names in a header,
 * or else in the columns 0, 1 and 4.
 */
final class Texts {
  private static final List<String> COLUMNS =
      List.of("business_name", "business_address", "business_postal_code");
  private static final int[] PLACES = {0, 1, 4};
  private static final String BUSINESS = "business_id";
  private static final String UNIT_SEPARATOR = "\u001F";

  private final String name;
  private final Labels labels;
  private final IntSequence mentions = new IntSequence();
  private final List<String> businesses = new ArrayList<>();

  private int[] places = PLACES;
  private int businessPlace = -1;

  private Texts(String name, Labels labels) {
    this.name = name;
    this.labels = labels;
  }

  /**
   * Reads a file.
   *
   * @param labels numbers the mentions; shared by both files, so that the same texts are the same
   *     mention wherever they stand
   */
  static Texts read(Path path, Labels labels) {
    Table table = new Table(path);
    Texts texts = new Texts(table.name(), labels);
    table.forEachLine(texts::take);
    return texts;
  }

  private void take(long line, List<String> fields) {
    if (line == 1 && (fields.contains(COLUMNS.get(0)) || fields.contains(BUSINESS))) {
      businessPlace = fields.indexOf(BUSINESS);
      int[] named = COLUMNS.stream().mapToInt(fields::indexOf).toArray();
      places = named[0] >= 0 && named[1] >= 0 && named[2] >= 0 ? named : PLACES;
      return;
    }
    StringBuilder key = new StringBuilder();
    for (int place : places) {
      key.append(field(fields, place)).append(UNIT_SEPARATOR);
    }
    mentions.add(labels.of(key.toString()));
    if (businessPlace >= 0) {
      businesses.add(field(fields, businessPlace));
    }
  }

  private static String field(List<String> fields, int place) {
    return place < fields.size() ? fields.get(place) : "";
  }

  /** Returns the file's own name. */
  String name() {
    return name;
  }

  int rows() {
    return mentions.size();
  }

  /** Returns the number of the texts of a data row, counted from 1. */
  int mention(int row) {
    return mentions.get(row - 1);
  }

  /** Returns the business that a data row names, counted from 1; empty if it names none. */
  String business(int row) {
    return row <= businesses.size() ? businesses.get(row - 1) : "";
  }

  /** Returns the texts behind a number. */
  static List<String> texts(Labels labels, int mention) {
    String key = labels.text(mention);
    return key.isEmpty()
        ? List.of()
        : List.of(key.substring(0, key.length() - 1).split(UNIT_SEPARATOR, -1));
  }
}
