package io.linkgrid.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linkgrid.evaluation.BlockingQuality;
import io.linkgrid.evaluation.DecisionQuality;
import io.linkgrid.evaluation.EvaluationReport;
import io.linkgrid.evaluation.EvaluationReport.Example;
import io.linkgrid.evaluation.Interval;
import io.linkgrid.evaluation.PairCounts;
import java.util.List;
import java.util.Locale;

/** What a linkage was worth, as JSON: every figure, with the words of the report in snake case. */
public final class EvaluationJson {
  private EvaluationJson() {}

  /** Returns the JSON over several lines. */
  public static String render(EvaluationReport report) {
    ObjectNode json = object();
    report
        .rows()
        .ifPresent(
            rows -> {
              json.put("rows", rows.rows());
              json.put("rows_without_entity", rows.withoutEntity());
              json.put("true_entities", rows.trueEntities());
              json.put("found_entities", rows.foundEntities());
              json.set("row_pairs", counts(rows.pairs()));
            });
    report.linkPairs().ifPresent(counts -> json.set("link_pairs", counts(counts)));
    json.put("unknown_pairs", report.unknownPairs());
    report
        .texts()
        .ifPresent(
            texts -> {
              json.set("mention_pairs", counts(texts.mentionPairs()));
              json.put("indistinguishable_pairs", texts.indistinguishablePairs());
              json.set("false_merges", examples(texts.falseMerges()));
              json.set("misses", examples(texts.misses()));
            });
    report.decisions().ifPresent(quality -> json.set("decisions", decisions(quality)));
    report.blocking().ifPresent(quality -> json.set("blocking", blocking(quality)));
    return json.toPrettyString();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode counts(PairCounts counts) {
    return object()
        .put("precision", counts.precision())
        .put("recall", counts.recall())
        .put("f1", counts.f1())
        .put("true_positive", counts.truePositive())
        .put("false_positive", counts.falsePositive())
        .put("false_negative", counts.falseNegative());
  }

  private static ArrayNode examples(List<Example> examples) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Example example : examples) {
      ObjectNode node = array.addObject().put("pairs", example.pairs());
      node.set("left", row(example.left()).put("entity", example.left().entity()));
      node.set("right", row(example.right()).put("entity", example.right().entity()));
    }
    return array;
  }

  private static ObjectNode row(EvaluationReport.Row row) {
    ObjectNode json =
        object().put("file", row.file()).put("row", row.row()).put("truth", row.truth());
    ArrayNode texts = json.putArray("texts");
    row.texts().forEach(texts::add);
    return json;
  }

  private static ObjectNode decisions(DecisionQuality quality) {
    ObjectNode json = object().put("of", quality.of().name().toLowerCase(Locale.ROOT));
    json.put("reviews_have_candidates", quality.reviews().areKnown());
    ArrayNode confusion = json.putArray("confusion");
    quality
        .confusion()
        .forEach(
            row ->
                confusion
                    .addObject()
                    .put("decision", row.band().name())
                    .put("rows", row.rows())
                    .put("right", row.right())
                    .put("wrong_entity", row.wrongEntity())
                    .put("should_be_new", row.shouldBeNew())
                    .put("missed", row.missed()));
    ArrayNode curve = json.putArray("by_threshold");
    quality
        .curve()
        .forEach(
            point ->
                curve
                    .addObject()
                    .put("threshold", point.threshold())
                    .setAll(counts(point.counts())));
    ArrayNode reliability = json.putArray("reliability");
    quality
        .reliability()
        .forEach(
            band ->
                reliability
                    .addObject()
                    .put("from", band.from())
                    .put("to", band.to())
                    .put("links", band.links())
                    .put("right", band.right())
                    .put("share", band.share())
                    .put("expected", band.expected())
                    .setAll(interval(band.interval())));
    ArrayNode weights = json.putArray("weights");
    quality
        .weights()
        .forEach(
            bin ->
                weights
                    .addObject()
                    .put("from", bin.from())
                    .put("to", bin.to())
                    .put("right", bin.right())
                    .put("wrong", bin.wrong()));
    return json;
  }

  private static ObjectNode interval(Interval interval) {
    return object().put("low", interval.low()).put("high", interval.high());
  }

  private static ObjectNode blocking(BlockingQuality quality) {
    ObjectNode json =
        object()
            .put("recall", quality.recall())
            .put("true_pairs", quality.truePairs())
            .put("sharing_a_key", quality.sharing());
    json.setAll(interval(quality.interval()));
    json.put("reduction_ratio", quality.reductionRatio())
        .put("candidate_pairs", quality.candidatePairs())
        .put("all_pairs", quality.allPairs());
    ArrayNode dropped = json.putArray("dropped");
    quality
        .dropped()
        .forEach(
            pair -> {
              ObjectNode node = dropped.addObject().put("weight", pair.weight());
              node.set("left", dropped(pair.left()));
              node.set("right", dropped(pair.right()));
            });
    return json;
  }

  /** A row of a dropped pair is named by its id; what it truly is, both share. */
  private static ObjectNode dropped(EvaluationReport.Row row) {
    ObjectNode json = row(row);
    json.remove("truth");
    return json.put("record_id", row.truth());
  }
}
