package io.linkgrid.report;

import io.linkgrid.model.Decision;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.report.ReportData.Group;
import io.linkgrid.spec.Attribute;
import io.linkgrid.spec.LinkSpec;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Writes what a run found from Postgres to CSV files:
 *
 * <ul>
 *   <li>{@code links.csv}: a line for each row of each file that was not rejected, in order of file
 *       and row. The first row of an entity that this run founded is NEW, the other rows of an
 *       entity are MATCH, and REVIEW rows have no entity but their best candidate.
 *   <li>{@code entities.csv}: a line for each entity that one of these rows belongs to, in order of
 *       its id, with the distinct mentions and the rows that these files have of it.
 *   <li>{@code rejects.csv}: a line for each rejected row, in order of file and row.
 * </ul>
 *
 * <p>Probabilities and weights have six decimals. Texts that a spreadsheet would run as a formula,
 * those that start with {@code = + - @}, a tab or a carriage return, have a single quote in front;
 * numbers stay as they are. The same content of the database gives the same bytes.
 *
 * <p>The three files are of one moment, and appear only when all are complete and their numbers add
 * up. Links and entities are read at the same time, by a connection each. Memory does not grow with
 * the rows: what is held is a bit for each entity that the run founded, and what the report shows
 * of all of them.
 */
public final class ResultFiles {
  private static final List<String> LINKS =
      List.of(
          "file",
          "row",
          "record_id",
          "entity_id",
          "match_probability",
          "decision",
          "weight",
          "runner_up",
          "runner_up_probability",
          "candidate");

  /** So many of the largest entities are told of. */
  private static final int LARGEST = 15;

  private static final List<String> REJECTS = List.of("file", "row", "line", "reason", "raw");

  /**
   * COPY takes no parameters, so the run's id comes from a setting of the transaction. The numbers
   * of the founded entities are the same in each query of one snapshot.
   */
  private static final String LINKS_OF_FILE =
      """
      with founded as materialized (
        select entity_id, row_number() over (order by ctid) - 1 as number
        from entity
        where run_id = (select current_setting('linkgrid.run_id'))
      )
      select s.row_no, s.record_id, case when l.decision <> 'REVIEW' then l.entity_id end,
             f.number, l.probability, l.weight, l.runner_up_entity_id, l.runner_up_probability,
             case when l.decision = 'REVIEW' then l.best_entity_id end, l.decision
      from source_record s
      join link l on l.mention_id = s.mention_id
      left join founded f on f.entity_id = l.entity_id
      where s.file_id in (%s)
      order by s.row_no
      """;

  private static final String ENTITIES_OF_FILES =
      """
      with mentioned as (
        select mention_id, count(*) as rows
        from source_record
        where file_id in (%s)
        group by mention_id
      ), found as (
        select l.entity_id, count(*) as mentions, sum(m.rows)::bigint as rows
        from mentioned m
        join link l on l.mention_id = m.mention_id
        where l.decision <> 'REVIEW'
        group by l.entity_id
      )
      select e.entity_id, f.mentions, f.rows%s
      from found f
      join entity e on e.entity_id = f.entity_id
      order by e.entity_id collate "C"
      """;

  private static final String REJECTS_OF_FILE =
      """
      select row_no, line_no, reason, raw
      from reject
      where file_id = %d
      order by row_no
      """;

  private final Connection db;
  private final Connection ofEntities;
  private final List<RunFile> files;

  private long linked;
  private long founded;
  private long review;
  private final DecisionBins probabilities = DecisionBins.ofProbabilities();
  private final DecisionBins weights = DecisionBins.ofWeights();

  /** The largest first; those of one size in order of their ids. */
  private final List<Group> largest = new ArrayList<>();

  /** Set where links cannot be written: then nobody needs the entities. */
  private volatile boolean failed;

  private ResultFiles(Connection db, Connection ofEntities, List<RunFile> files) {
    this.db = db;
    this.ofEntities = ofEntities;
    this.files = files;
  }

  /**
   * Writes the three files into a directory, in place of those of an earlier run.
   *
   * @param db connections whose search path is the spec's schema
   * @param files the run's files in their order
   * @param spec the spec that names the attributes
   * @param runId the run, for telling the entities that it founded
   * @param out the directory, which is made if it is absent
   * @throws LinkgridException DATABASE if reading fails, USAGE if writing fails, INTERNAL if the
   *     numbers do not add up; no file is new then
   */
  public static WrittenResults write(
      DataSource db, List<RunFile> files, LinkSpec spec, String runId, Path out) {
    try (Connection first = db.getConnection();
        Connection second = db.getConnection()) {
      try {
        begin(first);
        begin(second);
        seeTheSame(first, second);
        prepare(first, runId);
        prepare(second, runId);
        return new ResultFiles(first, second, List.copyOf(files)).write(spec, runId, out);
      } finally {
        first.rollback();
        second.rollback();
      }
    } catch (UncheckedIOException e) {
      throw WholeFile.cannotWrite(out, Objects.requireNonNull(e.getCause()));
    } catch (SQLException e) {
      throw new LinkgridException(
          Kind.DATABASE,
          "Cannot read the results of run "
              + runId
              + ": "
              + e.getMessage()
              + ". The results are in the database, the files in "
              + out
              + " are as before; run again.",
          e);
    }
  }

  private static void begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
  }

  /** Shows the second what the first one sees; neither has asked for anything before. */
  private static void seeTheSame(Connection first, Connection second) throws SQLException {
    try (Statement exporting = first.createStatement();
        ResultSet row = exporting.executeQuery("select pg_export_snapshot()");
        Statement importing = second.createStatement()) {
      row.next();
      importing.execute("set transaction snapshot '" + row.getString(1) + "'");
    }
  }

  private static void prepare(Connection connection, String runId) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select set_config('linkgrid.run_id', ?, true)")) {
      statement.setString(1, runId);
      statement.execute();
    }
    try (Statement statement = connection.createStatement()) {
      // Sorting and hashing millions of rows; the default of 4 MB makes Postgres spill early.
      statement.execute("set local work_mem = '128MB'");
      // Of a plan with aggregates each worker would make the whole of them for itself.
      statement.execute("set local max_parallel_workers_per_gather = 0");
    }
  }

  private WrittenResults write(LinkSpec spec, String runId, Path out) throws SQLException {
    List<String> entityColumns =
        Stream.of(
                Stream.of("entity_id"),
                spec.attributes().stream().map(Attribute::name),
                Stream.of("mentions", "rows"))
            .flatMap(columns -> columns)
            .toList();
    long read = rowsRead();
    try (CsvFile links = new CsvFile(out.resolve("links.csv"), LINKS);
        CsvFile entities = new CsvFile(out.resolve("entities.csv"), entityColumns);
        CsvFile rejects = new CsvFile(out.resolve("rejects.csv"), REJECTS)) {
      CompletableFuture<Long> entityRows =
          CompletableFuture.supplyAsync(
              () -> writeEntities(entities, spec.attributes().size()),
              task -> new Thread(task, "linkgrid-results").start());
      try {
        writeLinks(links);
        writeRejects(rejects);
      } catch (Throwable e) {
        failed = true;
        // Nobody writes or asks behind the back of a failure.
        entityRows.exceptionally(second -> 0L).join();
        throw e;
      }
      long rowsOfEntities = result(entityRows);
      ResultCounts counts =
          new ResultCounts(
              read, linked, founded, review, rejects.rows(), entities.rows(), links.complete());
      check(counts, rowsOfEntities, runId);
      entities.complete();
      rejects.complete();
      rejects.publish();
      entities.publish();
      links.publish();
      return new WrittenResults(counts, probabilities.bins(), weights.bins(), largest);
    }
  }

  private static long result(CompletableFuture<Long> entityRows) throws SQLException {
    try {
      return entityRows.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SQLException sql) {
        throw sql;
      }
      throw e.getCause() instanceof RuntimeException problem ? problem : e;
    }
  }

  private long rowsRead() throws SQLException {
    long read = 0;
    for (RunFile file : files) {
      try (PreparedStatement statement =
          db.prepareStatement("select rows from source_file where file_id = ?")) {
        statement.setLong(1, file.fileId());
        try (ResultSet row = statement.executeQuery()) {
          if (!row.next()) {
            throw new LinkgridException(
                Kind.INTERNAL,
                "File "
                    + file.role()
                    + " ("
                    + file.name()
                    + ") should be in the table source_file, but it is not. Was the schema changed"
                    + " during the run? Run again.");
          }
          read += row.getLong(1);
        }
      }
    }
    return read;
  }

  /** The ids under which rows of files are: their own, and those of rows that were corrected. */
  private static String idsOf(Connection db, List<RunFile> some) throws SQLException {
    List<String> ids = new ArrayList<>();
    for (RunFile file : some) {
      ids.add(Long.toString(file.fileId()));
      try (PreparedStatement statement =
          db.prepareStatement("select file_id from source_file where corrects = ?")) {
        statement.setLong(1, file.fileId());
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            ids.add(Long.toString(row.getLong(1)));
          }
        }
      }
    }
    return String.join(", ", ids);
  }

  private void writeLinks(CsvFile links) throws SQLException {
    BitSet seen = new BitSet();
    for (RunFile file : files) {
      try (CopiedRows rows =
          new CopiedRows(db, LINKS_OF_FILE.formatted(idsOf(db, List.of(file))))) {
        while (rows.next()) {
          links.word(file.role()).number(rows.bigint(0)).text(rows.text());
          String entity = rows.text();
          long founding = rows.bigint(-1);
          double probability = rows.doublePrecision();
          links.text(entity).word(Decimals.six(probability));
          links.word(decide(entity, founding, seen).name());
          double weight = rows.doublePrecision();
          links.word(Decimals.six(weight)).text(rows.text());
          links.word(Decimals.six(rows.doublePrecision())).text(rows.text()).endRow();
          bin(probability, weight, Decision.valueOf(rows.text()));
        }
      }
    }
  }

  /** All rows of a mention are as it was decided: those of a founder are all NEW. */
  private void bin(double probability, double weight, Decision decision) {
    probabilities.add(probability, decision);
    // Who founded an entity alone was compared with nobody that was worth a weight.
    if (decision != Decision.NEW || weight != 0) {
      weights.add(weight, decision);
    }
  }

  /** Decides and counts a row; the entities that the run founded are numbered, all others -1. */
  private Decision decide(String entity, long founding, BitSet seen) {
    if (entity.isEmpty()) {
      review++;
      return Decision.REVIEW;
    }
    if (founding < 0 || seen.get(Math.toIntExact(founding))) {
      linked++;
      return Decision.MATCH;
    }
    seen.set(Math.toIntExact(founding));
    founded++;
    return Decision.NEW;
  }

  /** Returns the sum of the rows that these files have of the entities. */
  private long writeEntities(CsvFile entities, int attributes) {
    try {
      return entityRows(entities, attributes);
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  private long entityRows(CsvFile entities, int attributes) throws SQLException {
    long sum = 0;
    String ids = idsOf(ofEntities, files);
    String columns =
        IntStream.rangeClosed(1, attributes)
            .mapToObj(", e.attributes[%d]"::formatted)
            .collect(Collectors.joining());
    try (CopiedRows rows = new CopiedRows(ofEntities, ENTITIES_OF_FILES.formatted(ids, columns))) {
      while (!failed && rows.next()) {
        String entity = rows.text();
        long mentions = rows.bigint(0);
        long count = rows.bigint(0);
        String[] values = new String[attributes];
        for (int i = 0; i < attributes; i++) {
          values[i] = rows.text();
        }
        entities.text(entity);
        for (String value : values) {
          entities.text(value);
        }
        entities.number(mentions).number(count).endRow();
        if (isLarge(count)) {
          addLarge(new Group(entity, List.of(values), mentions, count));
        }
        sum += count;
      }
    }
    return sum;
  }

  private boolean isLarge(long rows) {
    return largest.size() < LARGEST || rows > largest.get(LARGEST - 1).rows();
  }

  /** They come in order of their ids, so of one size those that are there stay in front. */
  private void addLarge(Group group) {
    int place = largest.size();
    while (place > 0 && largest.get(place - 1).rows() < group.rows()) {
      place--;
    }
    largest.add(place, group);
    if (largest.size() > LARGEST) {
      largest.remove(LARGEST);
    }
  }

  private void writeRejects(CsvFile rejects) throws SQLException {
    for (RunFile file : files) {
      try (CopiedRows rows = new CopiedRows(db, REJECTS_OF_FILE.formatted(file.fileId()))) {
        while (rows.next()) {
          rejects.word(file.role()).number(rows.bigint(0)).number(rows.bigint(0));
          rejects.text(rows.text()).text(rows.text()).endRow();
        }
      }
    }
  }

  private static void check(ResultCounts counts, long rowsOfEntities, String runId) {
    List<String> faults = new ArrayList<>();
    long accounted = counts.linked() + counts.founded() + counts.review() + counts.rejected();
    if (counts.read() != accounted) {
      faults.add(
          "read %d, but linked %d + new %d + review %d + rejected %d = %d"
              .formatted(
                  counts.read(),
                  counts.linked(),
                  counts.founded(),
                  counts.review(),
                  counts.rejected(),
                  accounted));
    }
    if (rowsOfEntities != counts.linked() + counts.founded()) {
      faults.add(
          "linked %d + new %d rows, but the entities in the table have %d"
              .formatted(counts.linked(), counts.founded(), rowsOfEntities));
    }
    if (!faults.isEmpty()) {
      throw new LinkgridException(
          Kind.INTERNAL,
          "The rows of run "
              + runId
              + " do not add up: "
              + String.join("; ", faults)
              + ". No result file was written. Run again; if it stays, this is a fault of"
              + " linkgrid.");
    }
  }
}
