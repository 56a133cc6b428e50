package io.linkgrid.processor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linkgrid.training.Trained;
import io.linkgrid.training.TrainingPairs;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;

/** The models of a schema; the one that was written last is current. Stateless. */
public final class Models {
  private static final int ID_BYTES = 8;

  private Models() {}

  /** Writes a model that was learnt here, within the caller's transaction. */
  static void writeLearnt(Connection connection, String model, Trained trained, TrainingPairs pairs)
      throws SQLException {
    write(connection, model, "LEARNT", history(trained, pairs));
  }

  /** Writes a model that was learnt elsewhere, within the caller's transaction. */
  public static void writeGiven(Connection connection, String model) throws SQLException {
    write(connection, model, "GIVEN", "{\"warnings\": []}");
  }

  private static void write(Connection connection, String model, String origin, String training)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("update model set current = false where current");
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into model (model_id, origin, model, training) values (?, ?, ?, ?::jsonb)
            on conflict (model_id) do update set current = true
            """)) {
      statement.setString(1, id(model));
      statement.setString(2, origin);
      statement.setString(3, model);
      statement.setString(4, training);
      statement.execute();
    }
  }

  private static String id(String model) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(model.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static String history(Trained trained, TrainingPairs pairs) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("probes", pairs.probes());
    root.put("candidate_pairs", pairs.candidates());
    root.put("random_pairs", pairs.randomPairs());
    root.put("labels", pairs.labels());
    root.put("matching", trained.matching());
    ArrayNode steps = root.putArray("steps");
    trained
        .history()
        .forEach(
            step ->
                steps.addObject().put("matching", step.matching()).put("change", step.change()));
    ArrayNode warnings = root.putArray("warnings");
    trained.warnings().forEach(warnings::add);
    trained.remarks().forEach(warnings::add);
    return root.toString();
  }
}
