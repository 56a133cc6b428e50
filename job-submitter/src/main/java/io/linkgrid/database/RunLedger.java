package io.linkgrid.database;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.report.ResultCounts;
import io.linkgrid.source.SurveyedFile;
import io.linkgrid.spec.SpecText;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * What the database knows of runs and files: what has begun, what is done, and so what a run that
 * comes again can leave alone. Safe for any number of threads.
 */
public final class RunLedger {
  /** A file with less than one of so many rows of the schema changes no plan of a query. */
  private static final int FEW = 10;

  private final Jdbi jdbi;

  /** A ledger in a database. */
  public RunLedger(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Returns the summary of a run that is done, as it was written. */
  public Optional<String> summaryOf(String runId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select summary::text from run where run_id = ? and state = 'DONE'")
                .bind(0, runId)
                .mapTo(String.class)
                .findOne());
  }

  /** Returns a run that used another text of the spec, if the schema knows one. */
  public Optional<String> runWithAnotherSpec(String spec) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    (select run_id from run where md5(spec) < md5(:spec) order by md5(spec) limit 1)
                    union all
                    (select run_id from run where md5(spec) > md5(:spec) order by md5(spec) limit 1)
                    limit 1
                    """)
                .bind("spec", spec)
                .mapTo(String.class)
                .findOne());
  }

  /**
   * Refuses a spec by which the records were not linked: the values would stand beside the wrong
   * names.
   *
   * @throws LinkgridException USAGE, with the run that used another
   */
  public void refuseAnotherSpec(SpecText text) {
    runWithAnotherSpec(text.yaml())
        .ifPresent(
            run -> {
              throw new LinkgridException(
                  Kind.USAGE,
                  text.where()
                      + " differs from the spec by which the records were linked (run "
                      + run
                      + "). Nothing was changed. Give --spec the text of then.");
            });
  }

  /**
   * Writes down that a run has begun, or goes on.
   *
   * @return whether the run was begun before and did not end well
   */
  public boolean begin(String runId, String spec) {
    return jdbi.inTransaction(
        handle -> {
          boolean before =
              handle
                  .createQuery("select 1 from run where run_id = ?")
                  .bind(0, runId)
                  .mapTo(Integer.class)
                  .findOne()
                  .isPresent();
          handle.execute(
              """
              insert into run (run_id, state, spec) values (?, 'RUNNING', ?)
              on conflict (run_id) do update set state = 'RUNNING', finished_at = null
              """,
              runId,
              spec);
          return before;
        });
  }

  /** Writes down that a run is done. */
  public void done(String runId, String summary) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update run set state = 'DONE', finished_at = now(), summary = ?::jsonb"
                    + " where run_id = ?",
                summary,
                runId));
  }

  /** Returns whether all of a file has been landed, matched and founded. */
  public boolean isDone(SurveyedFile file) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select 1 from source_file where file_id = ? and state = 'DONE'")
                .bind(0, file.fileId())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /** Writes down that a file is being landed. */
  public void landing(SurveyedFile file) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                insert into source_file (file_id, role, name, bytes, rows, state)
                values (?, ?, ?, ?, ?, 'LANDING')
                on conflict (file_id) do nothing
                """,
                file.fileId(),
                file.role(),
                file.name(),
                file.bytes(),
                file.rows()));
  }

  /** Returns whether all rows of a file are in the database, linked or not. */
  public boolean isLanded(SurveyedFile file) {
    return count(
            "select count(*) from source_file where file_id = :file and state <> 'LANDING'",
            file.fileId())
        > 0;
  }

  /** Writes down that all rows of a file are in the database. */
  public void landed(SurveyedFile file) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update source_file set state = 'LANDED' where file_id = ? and state = 'LANDING'",
                file.fileId()));
  }

  /** Returns the model by which records are linked, if there is one. */
  public Optional<String> model() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select model from model where current")
                .mapTo(String.class)
                .findOne());
  }

  /** Returns whether anything was linked yet. */
  public boolean hasLinks() {
    return jdbi.withHandle(
        handle ->
            handle.createQuery("select exists (select from link)").mapTo(Boolean.class).one());
  }

  /** Returns the files whose rows are in the database, in the order in which they came. */
  public List<LandedFile> landedFiles() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select file_id, role from source_file where state <> 'LANDING'"
                        + " order by landed_at, file_id")
                .map(
                    (row, context) -> new LandedFile(row.getLong("file_id"), row.getString("role")))
                .list());
  }

  /** Returns how the current model was learnt, as JSON; an empty object for one that was given. */
  public String modelTraining() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select training::text from model where current")
                .mapTo(String.class)
                .findOne()
                .orElse("{}"));
  }

  /** Returns what learning the model could not make good, sentence by sentence. */
  public List<String> modelWarnings() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select jsonb_array_elements_text(training->'warnings') from model where current")
                .mapTo(String.class)
                .list());
  }

  /** Returns how many mentions a file has. */
  public long mentionsOf(long fileId) {
    return count(
        "select count(distinct mention_id) from source_record where file_id = :file", fileId);
  }

  /** Writes down that a file is done, and that the reference has changed by it. */
  public void fileDone(SurveyedFile file) {
    jdbi.useTransaction(
        handle -> {
          handle.execute("update source_file set state = 'DONE' where file_id = ?", file.fileId());
          handle.execute("update reference_version set version = version + 1");
        });
  }

  /**
   * Lets the planner know what landing has written in bulk.
   *
   * @param rows how many; after few the planner knows enough
   */
  public void analyzeLanded(long rows) {
    analyze(rows, "source_file, source_record, reject, mention");
  }

  /**
   * Lets the planner know what linking has written in bulk.
   *
   * @param rows how many were linked; after few the planner knows enough
   */
  public void analyzeLinked(long rows) {
    analyze(rows, "source_file, entity, link");
  }

  private void analyze(long rows, String tables) {
    jdbi.useHandle(
        handle -> {
          boolean matters =
              handle
                  .createQuery(
                      "select reltuples < :rows * %d from pg_class where oid = 'source_record'::regclass"
                          .formatted(FEW))
                  .bind("rows", rows)
                  .mapTo(Boolean.class)
                  .one();
          if (matters) {
            handle.execute("analyze " + tables);
          }
        });
  }

  /**
   * Counts what a file that is linked has become: as {@link ResultCounts}, without result files.
   */
  public ResultCounts counts(long fileId, String runId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    with ids as (
                      select :file::bigint as file_id
                      union all select file_id from source_file where corrects = :file
                    ), found as (
                      select l.decision, l.entity_id, e.run_id
                      from source_record s
                      join link l using (mention_id)
                      left join entity e on e.entity_id = l.entity_id
                      where s.file_id in (select file_id from ids)
                    )
                    select
                      (select rows from source_file where file_id = :file) as read,
                      (select count(*) from reject where file_id = :file) as rejected,
                      count(*) filter (where decision <> 'REVIEW') as decided,
                      count(*) filter (where decision = 'REVIEW') as review,
                      count(distinct entity_id)
                        filter (where decision <> 'REVIEW' and run_id = :run) as founded,
                      count(distinct entity_id) filter (where decision <> 'REVIEW') as entities
                    from found
                    """)
                .bind("file", fileId)
                .bind("run", runId)
                .map(
                    (row, context) ->
                        new ResultCounts(
                            row.getLong("read"),
                            row.getLong("decided") - row.getLong("founded"),
                            row.getLong("founded"),
                            row.getLong("review"),
                            row.getLong("rejected"),
                            row.getLong("entities"),
                            ""))
                .one());
  }

  /** Returns how many rows of a file are in the database, rejects included. */
  public long landedRows(long fileId) {
    return count(
        "select (select count(*) from source_record where file_id = :file)"
            + " + (select count(*) from reject where file_id = :file)",
        fileId);
  }

  /** Takes back what an interrupted attempt has decided about a file that is not done. */
  public void forgetLinks(SurveyedFile file) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                delete from link
                where file_id = ? and status = 'INFERRED' and not exists (
                  select from source_file f where f.file_id = link.file_id and f.state = 'DONE'
                )
                """,
                file.fileId()));
  }

  /** Returns how many mentions of a file have neither a link nor a place in the queue. */
  public long undecided(long fileId) {
    return count(
        """
        select count(distinct r.mention_id)
        from source_record r
        where r.file_id = :file
          and not exists (select 1 from link l where l.mention_id = r.mention_id)
        """,
        fileId);
  }

  private long count(String sql, long fileId) {
    return jdbi.withHandle(
        handle -> handle.createQuery(sql).bind("file", fileId).mapTo(Long.class).one());
  }

  /**
   * Returns a number for the reference as it stands: 0 before the first file, then another positive
   * one after each change, and in each database, since nodes may have served another one before.
   */
  public long referenceVersion() {
    return number(
        """
        select case version when 0 then 0
          else 1 + ('x' || left(md5(database || ' ' || version), 15))::bit(60)::bigint end
        from reference_version
        """);
  }

  /** Returns how many mentions belong to entities. */
  public long referenceMentions() {
    return number(
        """
        select count(*)
        from link l
        join source_file f on f.file_id = l.file_id and f.state = 'DONE'
        where l.entity_id is not null
        """);
  }

  private long number(String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  /** Returns whether the join holds just these trips with the entities as they are. */
  public boolean isJoined(List<SurveyedFile> trips) {
    List<Long> held =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select file_id from trip_file
                        where reference_version = (select version from reference_version)
                        order by file_id
                        """)
                    .mapTo(Long.class)
                    .list());
    return held.equals(trips.stream().map(SurveyedFile::fileId).sorted().toList());
  }

  /** Empties the join. */
  public void clearJoin() {
    jdbi.useTransaction(
        handle -> {
          handle.execute("delete from reject where file_id in (select file_id from trip_file)");
          handle.execute("truncate joined_event, joined_week, trip_file");
        });
  }

  /** Writes down that the join is whole. */
  public void joined(List<SurveyedFile> trips) {
    jdbi.useTransaction(
        handle -> {
          for (SurveyedFile file : trips) {
            handle.execute(
                """
                insert into trip_file (file_id, name, rows, reference_version)
                select ?, ?, ?, version from reference_version
                """,
                file.fileId(),
                file.name(),
                file.rows());
          }
        });
  }

  /** Returns how many rows the join has, when it is whole. */
  public long joinedRows() {
    return number("select coalesce(sum(trips), 0) from joined_week");
  }

  /** Returns how many events at least one trip joined. */
  public long joinedEvents() {
    return number("select coalesce(sum(events), 0) from joined_week");
  }
}
