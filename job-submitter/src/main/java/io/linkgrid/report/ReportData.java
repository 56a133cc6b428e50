package io.linkgrid.report;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.spec.LinkSpec;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * What the report shows beyond the summary and the spec: distributions and a few examples, small
 * whatever the size of the run.
 *
 * @param probabilities rows by the probability of their decision, in bins of equal width from 0 to
 *     1; every bin is there
 * @param weights rows that were compared by their match weight, in bins of two bits; every bin from
 *     the first to the last is there
 * @param training the steps by which the model was learnt; none when it was not
 * @param blocks the largest blocks of the reference, the largest first
 * @param blockSizes blocks by the class of their size, the smallest first
 * @param weeks the final join by week, in order
 * @param rejects the first rejected rows
 * @param largest the entities with the most rows of this run, the largest first
 * @param reviews rows that wait for a person, the most probable first
 */
public record ReportData(
    List<Bin> probabilities,
    List<Bin> weights,
    List<Step> training,
    List<Block> blocks,
    List<SizeClass> blockSizes,
    List<Week> weeks,
    List<Reject> rejects,
    List<Group> largest,
    List<Review> reviews) {

  /** Rows at least {@code from} and below {@code to}, by decision; the last bin takes its end. */
  public record Bin(double from, double to, long linked, long founded, long review) {
    /** Returns all its rows. */
    long rows() {
      return linked + founded + review;
    }
  }

  /**
   * A step of expectation maximisation.
   *
   * @param matching the expected share of matches
   * @param change the largest change of an m
   */
  public record Step(double matching, double change) {}

  /** Entities that share a value of the attribute by which the reference is partitioned. */
  public record Block(String key, long entities) {}

  /** Blocks of {@code from} to {@code to} entities. */
  public record SizeClass(long from, long to, long blocks, long entities) {}

  /** The final join of the events of a week, which starts on this Monday. */
  public record Week(String monday, long trips, long events, long seconds) {}

  /** A rejected row. */
  public record Reject(String file, long row, long line, String reason, String raw) {}

  /** An entity and what this run's files have of it; values in the order of the spec. */
  public record Group(String entityId, List<String> values, long mentions, long rows) {
    public Group {
      values = List.copyOf(values);
    }
  }

  /**
   * A row that waits for a person.
   *
   * @param values its standardised values in the order of the spec
   * @param best the values of its best candidate; empty if there is none
   * @param rows how many rows of this run say the same
   */
  public record Review(
      String file,
      long row,
      String recordId,
      List<String> values,
      List<String> best,
      double probability,
      double runnerUpProbability,
      long rows) {
    public Review {
      values = List.copyOf(values);
      best = List.copyOf(best);
    }
  }

  public ReportData {
    probabilities = List.copyOf(probabilities);
    weights = List.copyOf(weights);
    training = List.copyOf(training);
    blocks = List.copyOf(blocks);
    blockSizes = List.copyOf(blockSizes);
    weeks = List.copyOf(weeks);
    rejects = List.copyOf(rejects);
    largest = List.copyOf(largest);
    reviews = List.copyOf(reviews);
  }

  private static final int BLOCKS = 30;
  private static final int REJECTS = 20;
  private static final int REVIEWS = 12;

  /** A reject keeps up to 10,000 characters of its row; a page shows these. */
  private static final int SHOWN = 300;

  private static final String TRAINING =
      """
      select (s.step ->> 'matching')::double precision as matching,
             (s.step ->> 'change')::double precision as change
      from model m
      cross join lateral jsonb_array_elements(m.training -> 'steps') with ordinality
        as s(step, number)
      where m.current
      order by s.number
      """;

  private static final String LARGEST_BLOCKS =
      """
      select e.key, count(*) as entities
      from (select attributes[:partition] as key from entity) e
      where e.key <> ''
      group by e.key
      order by entities desc, e.key collate "C"
      limit :limit
      """;

  /** A class is a power of two and what lies between it and the one before. */
  private static final String BLOCK_SIZES =
      """
      select ceil(log(2, b.entities))::int as power, count(*) as blocks,
             sum(b.entities)::bigint as entities
      from (
        select count(*) as entities
        from (select attributes[:partition] as key from entity) e
        where e.key <> ''
        group by e.key
      ) b
      group by power
      order by power
      """;

  private static final String WEEKS =
      """
      select to_char(week, 'YYYY-MM-DD') as monday, sum(trips)::bigint as trips,
             sum(events)::bigint as events, sum(seconds)::bigint as seconds
      from joined_week
      group by week
      order by week
      """;

  private static final String FIRST_REJECTS =
      """
      select array_position(:files, file_id) as position, row_no, line_no, reason,
             left(raw, :shown) as raw
      from reject
      where file_id = any(:files)
      order by position, row_no
      limit :limit
      """;

  /** The queue is walked in its order, until there are enough that rows of these files say. */
  private static final String SOME_REVIEWS =
      """
      select s.position, s.row_no, s.record_id, m.attributes, e.attributes as best, l.probability,
             l.runner_up_probability, s.rows
      from link l
      join mention m on m.mention_id = l.mention_id
      left join entity e on e.entity_id = l.best_entity_id
      cross join lateral (
        select array_position(:files, file_id) as position, row_no, record_id,
               count(*) over () as rows
        from source_record
        where mention_id = l.mention_id and file_id = any(:files)
        order by position, row_no
        limit 1
      ) s
      where l.decision = 'REVIEW'
      order by l.probability desc, l.mention_id
      limit :limit
      """;

  /**
   * Reads what the report shows, all of one moment. Nothing stays behind in the database.
   *
   * @param db connections whose search path is the spec's schema
   * @param files the run's files in their order
   * @param written what was seen of their result files
   * @throws LinkgridException DATABASE if that fails
   */
  public static ReportData load(
      DataSource db, List<RunFile> files, LinkSpec spec, WrittenResults written) {
    try {
      return Jdbi.create(db)
          .inTransaction(
              TransactionIsolationLevel.REPEATABLE_READ,
              handle -> load(handle, List.copyOf(files), spec, written));
    } catch (JdbiException e) {
      throw new LinkgridException(
          Kind.DATABASE,
          "Cannot read what the report shows: "
              + sentence(e)
              + ". The results are safe in the database; run again.",
          e);
    }
  }

  private static ReportData load(
      Handle db, List<RunFile> files, LinkSpec spec, WrittenResults written) {
    int partition = spec.partitionBy().orElse(0) + 1;
    Long[] ids = files.stream().map(RunFile::fileId).toArray(Long[]::new);
    db.execute("set local work_mem = '128MB'");
    return new ReportData(
        written.probabilities(),
        written.weights(),
        db.createQuery(TRAINING)
            .map((row, context) -> new Step(row.getDouble("matching"), row.getDouble("change")))
            .list(),
        db.createQuery(LARGEST_BLOCKS)
            .bind("partition", partition)
            .bind("limit", BLOCKS)
            .map((row, context) -> new Block(row.getString("key"), row.getLong("entities")))
            .list(),
        db.createQuery(BLOCK_SIZES)
            .bind("partition", partition)
            .map(
                (row, context) -> {
                  int power = row.getInt("power");
                  return new SizeClass(
                      power == 0 ? 1 : (1L << (power - 1)) + 1,
                      1L << power,
                      row.getLong("blocks"),
                      row.getLong("entities"));
                })
            .list(),
        db.createQuery(WEEKS)
            .map(
                (row, context) ->
                    new Week(
                        row.getString("monday"),
                        row.getLong("trips"),
                        row.getLong("events"),
                        row.getLong("seconds")))
            .list(),
        ofFiles(db, FIRST_REJECTS, ids)
            .bind("limit", REJECTS)
            .bind("shown", SHOWN)
            .map(
                (row, context) ->
                    new Reject(
                        files.get(row.getInt("position") - 1).role(),
                        row.getLong("row_no"),
                        row.getLong("line_no"),
                        row.getString("reason"),
                        row.getString("raw")))
            .list(),
        written.largest(),
        ofFiles(db, SOME_REVIEWS, ids)
            .bind("limit", REVIEWS)
            .map(
                (row, context) ->
                    new Review(
                        files.get(row.getInt("position") - 1).role(),
                        row.getLong("row_no"),
                        row.getString("record_id"),
                        texts(row.getArray("attributes")),
                        texts(row.getArray("best")),
                        row.getDouble("probability"),
                        row.getDouble("runner_up_probability"),
                        row.getLong("rows")))
            .list());
  }

  private static Query ofFiles(Handle db, String sql, Long[] ids) {
    return db.createQuery(sql).bindArray("files", Long.class, (Object[]) ids);
  }

  private static List<String> texts(java.sql.@Nullable Array array) throws SQLException {
    return array == null ? List.of() : List.copyOf(Arrays.asList((String[]) array.getArray()));
  }

  private static String sentence(JdbiException e) {
    Throwable cause = e.getCause();
    String message = cause == null ? e.getMessage() : cause.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
