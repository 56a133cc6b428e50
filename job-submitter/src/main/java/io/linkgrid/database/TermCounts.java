package io.linkgrid.database;

import io.linkgrid.spec.AttributeType;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.TermTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Counts how often values and words occur among the mentions of the database. */
public final class TermCounts {
  /** The most frequent ones that are counted, of each attribute; the rest passes for unique. */
  private static final int MOST = 20_000;

  private final Jdbi jdbi;

  /** Counts in a database. */
  public TermCounts(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Counts the values of each attribute of a spec.
   *
   * @param file the file whose mentions count
   */
  public List<TermTable> of(LinkSpec spec, long file) {
    return jdbi.inTransaction(
        handle -> {
          handle.execute("set local work_mem = '128MB'");
          List<TermTable> tables = new ArrayList<>();
          for (int i = 0; i < spec.attributes().size(); i++) {
            tables.add(table(handle, i + 1, spec.attributes().get(i).type(), file));
          }
          return tables;
        });
  }

  private static TermTable table(Handle handle, int attribute, AttributeType type, long file) {
    String mentions =
        "select m.mention_id, m.attributes["
            + attribute
            + "] as value from mention m where exists (select 1 from source_record r where"
            + " r.mention_id = m.mention_id and r.file_id = "
            + file
            + ")";
    long records =
        handle
            .createQuery("select count(*) from (" + mentions + ") v where value <> ''")
            .mapTo(Long.class)
            .one();
    Map<String, Integer> values =
        counts(handle, "select value as term from (" + mentions + ") v where value <> ''");
    Map<String, Integer> words =
        type.hasWords()
            ? counts(
                handle,
                "select distinct mention_id, unnest(string_to_array(value, ' ')) as term from ("
                    + mentions
                    + ") v where value <> ''")
            : Map.of();
    return new TermTable(records, values, words);
  }

  private static Map<String, Integer> counts(Handle handle, String terms) {
    Map<String, Integer> counts = new HashMap<>();
    handle
        .createQuery(
            "select term, count(*)::int as records from ("
                + terms
                + ") t group by term having count(*) > 1"
                + " order by records desc, term collate \"C\" limit "
                + MOST)
        .map((row, context) -> Map.entry(row.getString("term"), row.getInt("records")))
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }
}
