package io.linkgrid.database;

import io.linkgrid.spec.Attribute;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.TermTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/** Counts how often values and words occur among the mentions of the database. */
public final class TermCounts {
  /** The most frequent ones that are counted, of each attribute; the rest passes for unique. */
  private static final int MOST = 20_000;

  /** The attributes of each mention of a file. */
  private static final String MENTIONS =
      """
      from mention m
      %s
      where exists (
        select 1 from source_record r where r.mention_id = m.mention_id and r.file_id = :file
      )
      """;

  /** The values of all attributes are counted in one pass; each attribute has its own most. */
  private static final String VALUES =
      """
      select attribute, term, records
      from (
        select attribute, term, records,
               row_number() over (
                 partition by attribute order by records desc, term collate "C"
               ) as place
        from (
          select a.attribute, a.term, count(*)::int as records
          %s and a.term <> ''
          group by a.attribute, a.term
          having count(*) > 1
        ) counted
      ) placed
      where place <= :most
      """
          .formatted(
              MENTIONS.formatted(
                  "cross join lateral unnest(m.attributes) with ordinality as a (term, attribute)"));

  /** A word that a value says twice counts once. */
  private static final String WORDS =
      """
      select w.term, count(*)::int as records
      %s and m.attributes[:attribute] <> ''
      group by w.term
      having count(*) > 1
      order by records desc, w.term collate "C"
      limit :most
      """
          .formatted(
              MENTIONS.formatted(
                  """
                  cross join lateral (
                    select distinct unnest(string_to_array(m.attributes[:attribute], ' ')) as term
                  ) w"""));

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
    List<Attribute> attributes = spec.attributes();
    // Each connection has one core of Postgres, and values take as long as all else.
    CompletableFuture<List<Map<String, Integer>>> values =
        CompletableFuture.supplyAsync(
            () -> counting(handle -> values(handle, attributes.size(), file)),
            task -> new Thread(task, "linkgrid-values").start());
    try {
      return counting(
          handle -> {
            List<Long> records = records(handle, attributes.size(), file);
            List<Map<String, Integer>> words = new ArrayList<>();
            for (int i = 0; i < attributes.size(); i++) {
              boolean hasWords = attributes.get(i).type().hasWords();
              words.add(hasWords ? words(handle, i + 1, file) : Map.of());
            }
            return tables(records, values.join(), words);
          });
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException problem ? problem : e;
    } finally {
      // Nobody asks behind the back of a failure.
      values.exceptionally(e -> List.of()).join();
    }
  }

  private static List<TermTable> tables(
      List<Long> records, List<Map<String, Integer>> values, List<Map<String, Integer>> words) {
    return IntStream.range(0, records.size())
        .mapToObj(i -> new TermTable(records.get(i), values.get(i), words.get(i)))
        .toList();
  }

  private <T> T counting(HandleCallback<T, RuntimeException> work) {
    return jdbi.inTransaction(
        handle -> {
          handle.execute("set local work_mem = '128MB'");
          // Most values are rare: each worker would keep and sort nearly all of them.
          handle.execute("set local max_parallel_workers_per_gather = 0");
          return work.withHandle(handle);
        });
  }

  /** How many mentions have a value of each attribute. */
  private static List<Long> records(Handle handle, int attributes, long file) {
    String counts =
        IntStream.rangeClosed(1, attributes)
            .mapToObj("count(*) filter (where m.attributes[%d] <> '')"::formatted)
            .collect(Collectors.joining(", "));
    return handle
        .createQuery("select array[" + counts + "] as records " + MENTIONS.formatted(""))
        .bind("file", file)
        .map((row, context) -> List.of((Long[]) row.getArray("records").getArray()))
        .one();
  }

  private static List<Map<String, Integer>> values(Handle handle, int attributes, long file) {
    List<Map<String, Integer>> values =
        Stream.generate(HashMap<String, Integer>::new)
            .limit(attributes)
            .collect(Collectors.toList());
    handle
        .createQuery(VALUES)
        .bind("file", file)
        .bind("most", MOST)
        .map((row, context) -> new Counted(row.getInt("attribute"), count(row)))
        .forEach(c -> values.get(c.attribute() - 1).put(c.count().getKey(), c.count().getValue()));
    return values;
  }

  private record Counted(int attribute, Map.Entry<String, Integer> count) {}

  private static Map<String, Integer> words(Handle handle, int attribute, long file) {
    Map<String, Integer> words = new HashMap<>();
    handle
        .createQuery(WORDS)
        .bind("file", file)
        .bind("attribute", attribute)
        .bind("most", MOST)
        .map((row, context) -> count(row))
        .forEach(entry -> words.put(entry.getKey(), entry.getValue()));
    return words;
  }

  private static Map.Entry<String, Integer> count(ResultSet row) throws SQLException {
    return Map.entry(row.getString("term"), row.getInt("records"));
  }
}
