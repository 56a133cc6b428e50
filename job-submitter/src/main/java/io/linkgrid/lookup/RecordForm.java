package io.linkgrid.lookup;

import io.linkgrid.clean.RecordCleaner;
import io.linkgrid.model.CleanRecord;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.model.Provenance;
import io.linkgrid.model.RejectedRecord;
import io.linkgrid.model.SourceRecord;
import io.linkgrid.spec.Attribute;
import io.linkgrid.spec.LinkSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a record that is given as texts by column, as a row of a file is read. A column may be
 * called as in the spec, by another name that the spec knows, or by the attribute that is made of
 * it alone; upper and lower case do not matter. One that is not given is absent. Immutable; safe
 * for any number of threads.
 */
public final class RecordForm {
  private final LinkSpec spec;
  private final List<String> columns;
  private final Map<String, Integer> positions = new HashMap<>();

  /** Reads the records of a spec. */
  public RecordForm(LinkSpec spec) {
    this.spec = spec;
    columns = spec.format().columns();
    for (Attribute attribute : spec.attributes()) {
      if (attribute.columns().size() == 1) {
        put(attribute.name(), attribute.columns().get(0));
      }
    }
    spec.format().otherNames().forEach(this::put);
    columns.forEach(column -> put(column, column));
  }

  private void put(String name, String column) {
    int position = columns.indexOf(column);
    if (position >= 0) {
      positions.put(folded(name), position);
    }
  }

  private static String folded(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /** Returns the columns of a record, as the spec calls them. */
  public List<String> columns() {
    return columns;
  }

  /** Returns the column that is called by a name, if there is one. */
  public Optional<String> column(String name) {
    return Optional.ofNullable(positions.get(folded(name))).map(columns::get);
  }

  /**
   * Returns the record, standardised.
   *
   * @param where where it stands, as a sentence begins: {@code Record 3}
   * @param number its number among those that are given together, from 1
   * @throws LinkgridException of kind DATA if a column is unknown or given twice, or nothing in it
   *     can be used
   */
  public CleanRecord read(String where, long number, Map<String, String> values) {
    List<String> fields = new ArrayList<>(columns.stream().map(column -> "").toList());
    List<String> problems = new ArrayList<>();
    boolean[] given = new boolean[fields.size()];
    values.forEach(
        (name, value) -> {
          Integer position = positions.get(folded(name));
          if (position == null) {
            problems.add("unknown column '" + shown(name) + "'");
          } else if (given[position]) {
            problems.add("the column '" + columns.get(position) + "' is given twice");
          } else if (value.indexOf('\0') >= 0) {
            problems.add("the column '" + columns.get(position) + "' holds a NUL character");
          } else {
            given[position] = true;
            fields.set(position, value);
          }
        });
    if (!problems.isEmpty()) {
      throw new LinkgridException(
          Kind.DATA,
          where
              + ": "
              + String.join("; ", problems)
              + ". Expected columns of the spec '"
              + spec.name()
              + "': "
              + String.join(", ", columns)
              + ".");
    }
    List<CleanRecord> cleaned = new ArrayList<>(1);
    List<RejectedRecord> rejected = new ArrayList<>(1);
    // A cleaner belongs to one thread.
    new RecordCleaner(spec)
        .clean(
            new SourceRecord(new Provenance("record", number, number), fields),
            cleaned::add,
            rejected::add);
    if (cleaned.isEmpty()) {
      throw new LinkgridException(
          Kind.DATA,
          where
              + ": "
              + rejected.get(0).reason()
              + ". Give at least one of "
              + String.join(
                  ", ",
                  spec.attributes().stream().flatMap(a -> a.columns().stream()).distinct().toList())
              + ".");
    }
    return cleaned.get(0);
  }

  /** A name comes from anywhere, and a terminal would obey some characters. */
  private static String shown(String name) {
    String cut = name.length() > LONGEST_SHOWN ? name.substring(0, LONGEST_SHOWN) + "…" : name;
    return cut.replaceAll("\\p{C}", "\uFFFD");
  }

  private static final int LONGEST_SHOWN = 60;
}
