package io.linkgrid.clean;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A tab-separated table that lies beside this class; lines that start with # are remarks. */
final class ResourceTable {
  private ResourceTable() {}

  /** Returns the rows of a table, each with exactly this many columns. */
  static List<List<String>> rows(String name, int columns) {
    List<List<String>> rows = new ArrayList<>();
    int number = 0;
    for (String line : text(name).split("\n", -1)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      List<String> row = List.of(line.split("\t", -1));
      if (row.size() != columns) {
        throw new LinkgridException(
            Kind.INTERNAL,
            "Table %s line %d: %d columns, but the table has %d. The build is damaged; install it again."
                .formatted(name, number, row.size(), columns));
      }
      rows.add(row);
    }
    return List.copyOf(rows);
  }

  /** Returns the words of a cell that holds several with blanks between them. */
  static Stream<String> words(String cell) {
    return Stream.of(cell.split(" ", -1)).filter(word -> !word.isEmpty());
  }

  private static String text(String name) {
    try (InputStream in = ResourceTable.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new LinkgridException(
            Kind.INTERNAL,
            "Table " + name + " is missing. The build is damaged; install it again.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.INTERNAL,
          "Table " + name + " cannot be read: " + e.getMessage() + ". Install linkgrid again.",
          e);
    }
  }
}
