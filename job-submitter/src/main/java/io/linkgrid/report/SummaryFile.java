package io.linkgrid.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run's summary as JSON: {@code summary.json}, and the column {@code run.summary}. The names are
 * the words of {@link RunSummary} in snake case; {@code stages} repeats the order of the stages,
 * since a jsonb column does not keep the order of an object's members.
 */
public final class SummaryFile {
  private static final String SECONDS = "seconds";
  private static final String STAGES = "stages";
  private static final String TOTAL = "total";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private SummaryFile() {}

  /**
   * Writes the summary, in place of what was there before; the file is there whole or not at all.
   *
   * @throws LinkgridException USAGE if it cannot be written
   */
  public static void write(RunSummary summary, Path file) {
    WholeFile.write(file, toJson(summary) + "\n");
  }

  /**
   * Reads a summary that was written before.
   *
   * @throws LinkgridException USAGE if there is no such file, DATA if it is no summary
   */
  public static RunSummary read(Path file) {
    String json;
    try {
      json = Files.readString(file);
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.USAGE,
          "Cannot read the summary "
              + file
              + ": "
              + WholeFile.reason(e)
              + ". A run with --out writes summary.json into that directory.",
          e);
    }
    return parse(json, file.toString());
  }

  /** Returns the summary as JSON over several lines. */
  public static String toJson(RunSummary summary) {
    ObjectNode tree = JSON.valueToTree(summary);
    var stages = tree.putArray(STAGES);
    summary.seconds().keySet().stream().filter(name -> !name.equals(TOTAL)).forEach(stages::add);
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    try {
      return JSON.writer(
              new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines))
          .writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of JSON can be written", e);
    }
  }

  /**
   * Returns the summary that this JSON holds, the stages in their order.
   *
   * @throws LinkgridException DATA if it holds none
   */
  public static RunSummary fromJson(String json) {
    return parse(json, "the run's summary in the database");
  }

  private static RunSummary parse(String json, String where) {
    try {
      JsonNode tree = JSON.readTree(json);
      if (tree instanceof ObjectNode summary
          && summary.get(SECONDS) instanceof ObjectNode unordered) {
        summary.set(SECONDS, ordered(unordered, tree.path(STAGES)));
      }
      return JSON.treeToValue(tree, RunSummary.class);
    } catch (JsonProcessingException e) {
      throw new LinkgridException(
          Kind.DATA,
          "Expected a linkgrid summary in "
              + where
              + ", but "
              + firstClause(e.getOriginalMessage())
              + ". The same run again writes it anew.",
          e);
    }
  }

  /** Jackson adds which of its switches to turn, which helps nobody here. */
  private static String firstClause(String message) {
    int end = message.indexOf(';');
    return end < 0 ? message : message.substring(0, end);
  }

  private static ObjectNode ordered(ObjectNode seconds, JsonNode stages) {
    ObjectNode ordered = JSON.createObjectNode();
    for (JsonNode stage : stages) {
      if (seconds.has(stage.asText())) {
        ordered.set(stage.asText(), seconds.get(stage.asText()));
      }
    }
    seconds.properties().stream()
        .filter(stage -> !ordered.has(stage.getKey()) && !stage.getKey().equals(TOTAL))
        .forEach(stage -> ordered.set(stage.getKey(), stage.getValue()));
    if (seconds.has(TOTAL)) {
      ordered.set(TOTAL, seconds.get(TOTAL));
    }
    return ordered;
  }
}
