package io.linkgrid.explain;

import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.database.LandedFile;
import io.linkgrid.explain.Explanation.Against;
import io.linkgrid.explain.Explanation.Change;
import io.linkgrid.explain.Explanation.Step;
import io.linkgrid.explain.Explanation.Stored;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.model.Mention;
import io.linkgrid.scoring.PairScorer;
import io.linkgrid.spec.ComparisonSpec;
import io.linkgrid.spec.ComparisonWeights;
import io.linkgrid.spec.LinkModel;
import io.linkgrid.spec.LinkSpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Computes the weights of a record again from the mentions and the model of the database. Where a
 * record was matched, an entity is what it was then: its mentions of files taken in before. Safe
 * for any number of threads.
 */
public final class Explainer {
  private final Jdbi jdbi;
  private final LinkSpec spec;
  private final LinkModel model;
  private final MentionComparison comparison;
  private final PairScorer scorer;

  /**
   * Explains by a spec.
   *
   * @throws LinkgridException USAGE if the spec has no model yet
   */
  public Explainer(Jdbi jdbi, LinkSpec spec) {
    this.jdbi = jdbi;
    this.spec = spec;
    model =
        spec.model()
            .orElseThrow(
                () ->
                    new LinkgridException(
                        Kind.USAGE,
                        "The database has no model of the spec '"
                            + spec.name()
                            + "', so nothing was decided by it. Run 'linkgrid run', 'link' or"
                            + " 'dedupe' first."));
    comparison = new MentionComparison(spec);
    scorer = new PairScorer(spec, comparison);
  }

  /** A row of a file, and the mention that it says. */
  private record Row(String role, long row, String recordId, long mention) {}

  /** What was decided about a mention, and with which file. */
  private record Link(Stored stored, long file) {}

  /**
   * Explains a record.
   *
   * @param record the text of its id column, or the role of a file and a row in it: {@code B:12}
   * @param entity the entity to compare with; else those that it was decided by
   * @throws LinkgridException USAGE if there is no such record or entity
   */
  public Explanation explain(String record, Optional<String> entity) {
    return jdbi.withHandle(handle -> explain(handle, record, entity));
  }

  private Explanation explain(Handle db, String record, Optional<String> entity) {
    Row row = row(db, record);
    List<String> values = values(db, row.mention());
    Optional<Link> link = link(db, row.mention());
    Set<String> entities = new LinkedHashSet<>();
    if (entity.isPresent()) {
      entities.add(entity.get());
    } else {
      link.map(Link::stored)
          .ifPresent(
              stored -> {
                stored.bestEntityId().or(stored::entityId).ifPresent(entities::add);
                stored.runnerUpEntityId().ifPresent(entities::add);
              });
    }
    PreparedMention prepared = comparison.prepare(new Mention(row.mention(), values));
    List<Against> candidates = new ArrayList<>();
    for (String id : entities) {
      List<Mention> mentions = mentions(db, id, row.mention(), link);
      if (entity.isPresent() && mentions.isEmpty()) {
        refuseUnknown(db, id);
      }
      Optional<Double> stored =
          link.map(Link::stored)
              .filter(l -> l.bestEntityId().or(l::entityId).filter(id::equals).isPresent())
              .map(Stored::weight);
      best(id, values, prepared, mentions, stored).ifPresent(candidates::add);
    }
    long rows =
        db.createQuery("select count(*) from source_record where mention_id = ?")
            .bind(0, row.mention())
            .mapTo(Long.class)
            .one();
    return new Explanation(
        row.role() + ":" + row.row(),
        row.recordId(),
        rows,
        values,
        link.map(Link::stored),
        candidates);
  }

  private Row row(Handle db, String record) {
    int colon = record.indexOf(':');
    boolean byPlace = colon > 0 && record.substring(colon + 1).matches("[0-9]{1,18}");
    String condition = byPlace ? "(f.role = :role and s.row_no = :row)" : "s.record_id = :id";
    return db.createQuery(
            "select f.role, s.row_no, s.record_id, s.mention_id from source_record s"
                + " join source_file f using (file_id) where "
                + condition
                + " order by f.role, s.row_no limit 1")
        .bind("id", record)
        .bind("role", byPlace ? record.substring(0, colon) : "")
        .bind("row", byPlace ? Long.parseLong(record.substring(colon + 1)) : 0)
        .map(
            (r, context) ->
                new Row(
                    r.getString("role"),
                    r.getLong("row_no"),
                    r.getString("record_id"),
                    r.getLong("mention_id")))
        .findFirst()
        .orElseThrow(
            () ->
                new LinkgridException(
                    Kind.USAGE,
                    "There is no record '"
                        + record
                        + "' of the spec '"
                        + spec.name()
                        + "'. Give the text of its id column, or the role of a file and a row such"
                        + " as A:12."));
  }

  private static List<String> values(Handle db, long mention) {
    return db.createQuery("select attributes from mention where mention_id = ?")
        .bind(0, mention)
        .map((r, context) -> texts(r))
        .one();
  }

  private static List<String> texts(ResultSet row) throws SQLException {
    return List.of((String[]) row.getArray("attributes").getArray());
  }

  private static Optional<Link> link(Handle db, long mention) {
    return db.createQuery(
            "select decision, entity_id, weight, probability, best_entity_id,"
                + " runner_up_entity_id, coalesce(runner_up_probability, 0) as runner_up, file_id"
                + " from link where mention_id = ?")
        .bind(0, mention)
        .map(
            (r, context) ->
                new Link(
                    new Stored(
                        r.getString("decision"),
                        Optional.ofNullable(r.getString("entity_id")),
                        r.getDouble("weight"),
                        r.getDouble("probability"),
                        Optional.ofNullable(r.getString("best_entity_id")),
                        Optional.ofNullable(r.getString("runner_up_entity_id")),
                        r.getDouble("runner_up")),
                    r.getLong("file_id")))
        .findFirst();
  }

  /** The mentions of an entity that the record could meet when it was decided. */
  private static List<Mention> mentions(
      Handle db, String entity, long except, Optional<Link> link) {
    boolean founded = link.filter(l -> l.stored().decision().equals("NEW")).isPresent();
    return db.createQuery(
            "select m.mention_id, m.attributes from link l join mention m using (mention_id)"
                + " where l.entity_id = :entity and m.mention_id <> :except"
                + " and (:any or (l.file_id = :file) = :founded"
                + " or (:file = "
                + LandedFile.ONE_BY_ONE
                + " and not :founded))"
                + " order by m.mention_id")
        .bind("entity", entity)
        .bind("except", except)
        .bind("any", link.isEmpty())
        .bind("file", link.map(Link::file).orElse(0L))
        .bind("founded", founded)
        .map((r, context) -> new Mention(r.getLong("mention_id"), texts(r)))
        .list();
  }

  private void refuseUnknown(Handle db, String entity) {
    boolean there =
        db.createQuery("select 1 from entity where entity_id = ?")
            .bind(0, entity)
            .mapTo(Integer.class)
            .findFirst()
            .isPresent();
    if (!there) {
      throw new LinkgridException(
          Kind.USAGE,
          "There is no entity '"
              + entity
              + "' of the spec '"
              + spec.name()
              + "'. Ids are in links.csv and entities.csv, such as E0A1B2C3D4E5F6.");
    }
  }

  /**
   * The mention by which the entity was decided on, which is the one of the stored weight. Else the
   * heaviest, of equals the first.
   */
  private Optional<Against> best(
      String entity,
      List<String> values,
      PreparedMention prepared,
      List<Mention> mentions,
      Optional<Double> stored) {
    Optional<Against> best = Optional.empty();
    double bestRank = Double.NEGATIVE_INFINITY;
    for (Mention mention : mentions) {
      PreparedMention other = comparison.prepare(mention);
      double weight = scorer.weight(prepared, other, Double.NEGATIVE_INFINITY);
      double rank = stored.map(w -> -Math.abs(w - weight)).orElse(weight);
      if (best.isEmpty() || rank > bestRank) {
        bestRank = rank;
        best =
            Optional.of(
                new Against(
                    entity,
                    mention.values(),
                    model.priorWeight(),
                    steps(values, mention.values(), scorer.parts(prepared, other)),
                    weight,
                    changes(scorer.parts(prepared, other), weight)));
      }
    }
    return best;
  }

  private List<Step> steps(List<String> left, List<String> right, List<PairScorer.Part> parts) {
    List<Step> steps = new ArrayList<>();
    for (PairScorer.Part part : parts) {
      int attribute = spec.comparisons().get(part.comparison()).attribute();
      steps.add(
          new Step(
              spec.attributes().get(attribute).name(),
              part.level() == MentionComparison.ABSENT
                  ? "absent"
                  : spec.comparisons().get(part.comparison()).levels().get(part.level()).label(),
              left.get(attribute),
              right.get(attribute),
              part.weight(),
              part.rarity()));
    }
    return steps;
  }

  /** Each other level that each comparison with a level could have. */
  private List<Change> changes(List<PairScorer.Part> parts, double weight) {
    int[] levels = new int[spec.comparisons().size()];
    double before = 0;
    for (PairScorer.Part part : parts) {
      levels[part.comparison()] = part.level();
      before += part.weight();
    }
    List<Change> changes = new ArrayList<>();
    for (PairScorer.Part part : parts) {
      ComparisonSpec of = spec.comparisons().get(part.comparison());
      for (int level = 0; level < of.levels().size(); level++) {
        if (part.level() != MentionComparison.ABSENT && level != part.level()) {
          int[] changed = levels.clone();
          changed[part.comparison()] = level;
          changes.add(
              new Change(
                  spec.attributes().get(of.attribute()).name(),
                  of.levels().get(part.level()).label(),
                  of.levels().get(level).label(),
                  Math.abs(level - part.level()),
                  weight - before - part.rarity() + sum(changed)));
        }
      }
    }
    return changes;
  }

  /** What levels add without the prior and without rarity. */
  private double sum(int[] levels) {
    double sum = 0;
    for (int c = 0; c < levels.length; c++) {
      if (levels[c] != MentionComparison.ABSENT) {
        ComparisonWeights weights = model.comparisons().get(c);
        int row = 0;
        int width = 1;
        for (int given : weights.given()) {
          row += width * (levels[given] + 1);
          width *= spec.comparisons().get(given).levels().size() + 1;
        }
        sum += weights.weights()[row][levels[c]];
      }
    }
    return sum;
  }
}
