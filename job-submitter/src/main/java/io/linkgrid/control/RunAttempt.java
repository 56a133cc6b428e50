package io.linkgrid.control;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.linkgrid.report.Progress;
import java.util.List;
import java.util.Optional;

/**
 * One try of a run, as the database knows it. What is unknown is left out of its JSON.
 *
 * @param schema the schema of the spec
 * @param attempt its number in the schema, growing
 * @param command the command: run, link, dedupe, train, join, blocking
 * @param runId the run; empty while the files are surveyed and for commands that link nothing
 * @param state how it stands
 * @param startedAt when it began, in ISO 8601, UTC
 * @param finishedAt when it ended; empty for one that runs or was abandoned
 * @param seconds how long it took, or has taken so far; empty for one that was abandoned
 * @param person the user of the system who started it
 * @param host on which machine
 * @param pid as which process
 * @param grid the addresses of nodes that ran already; else whose nodes they are
 * @param jobs how the names of its jobs on the grid end
 * @param progress how far its last stage is
 * @param cancelBy who asked it to end
 * @param exitCode the exit code of its command
 * @param message with which it ended
 * @param counts what it did, when it is done and has linked
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RunAttempt(
    String schema,
    long attempt,
    String command,
    Optional<String> runId,
    RunState state,
    String startedAt,
    Optional<String> finishedAt,
    Optional<Double> seconds,
    String person,
    String host,
    long pid,
    String grid,
    @JsonIgnore String jobs,
    Optional<Progress.Seen> progress,
    Optional<String> cancelBy,
    Optional<Integer> exitCode,
    Optional<String> message,
    Optional<Counts> counts) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  /**
   * The rows of a run that is done.
   *
   * @param read data rows of all files of records
   * @param linked rows of a known entity
   * @param founded rows that found an entity; {@code new} in JSON
   * @param review rows that wait for a person
   * @param rejected rows that could not be used
   */
  public record Counts(
      long read,
      long linked,
      @com.fasterxml.jackson.annotation.JsonProperty("new") long founded,
      long review,
      long rejected) {}

  /** Returns whether its nodes outlive its command. */
  @JsonIgnore
  public boolean isOnStandingGrid() {
    return RunOrigin.isStanding(grid);
  }

  /** Returns what a person calls it: its run, or its command where it has none. */
  public String name() {
    return runId.map(id -> "run " + id).orElse("'" + command + "'") + " on '" + schema + "'";
  }

  /** Returns the attempt as JSON on one line. */
  public String toJson() {
    return written(JSON.valueToTree(this), false);
  }

  /** Returns attempts as JSON over several lines. */
  public static String toJson(List<RunAttempt> attempts) {
    return written(JSON.valueToTree(attempts), true);
  }

  JsonNode tree() {
    return JSON.valueToTree(this);
  }

  static JsonNode read(String json) throws JsonProcessingException {
    return JSON.readTree(json);
  }

  private static String written(JsonNode tree, boolean pretty) {
    try {
      return pretty
          ? JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree)
          : JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of JSON can be written", e);
    }
  }
}
