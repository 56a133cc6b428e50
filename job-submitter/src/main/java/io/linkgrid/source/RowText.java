package io.linkgrid.source;

import io.linkgrid.spec.FileFormat.Quoting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A row written as it could stand in its file. */
public final class RowText {
  private RowText() {}

  /**
   * Returns the text of a row. A column that was not read is empty in it.
   *
   * @param columns the columns that were read
   * @param fields their texts
   */
  public static String of(SurveyedFile file, List<String> columns, List<String> fields) {
    Map<String, String> read = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      read.put(folded(columns.get(i)), fields.get(i));
    }
    List<String> written = new ArrayList<>();
    for (String column : file.columns()) {
      // A name that is there twice is read from its first column.
      String field = read.remove(folded(column));
      written.add(field == null ? "" : written(field, file));
    }
    return String.join(Character.toString(file.separator()), written);
  }

  private static String written(String field, SurveyedFile file) {
    boolean needed =
        field.indexOf(file.separator()) >= 0
            || field.indexOf('"') >= 0
            || field.indexOf('\n') >= 0
            || field.indexOf('\r') >= 0;
    return needed && file.quoting() == Quoting.DOUBLE_QUOTES
        ? '"' + field.replace("\"", "\"\"") + '"'
        : field;
  }

  private static String folded(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
