package io.linkgrid.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/**
 * Writes {@code model.json}: the match weights of a run, as the database holds them, and how they
 * were learnt.
 */
public final class ModelFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ModelFile() {}

  /**
   * Writes the file, in place of what was there before; it is there whole or not at all.
   *
   * @param model the text of a model
   * @param training how it was learnt, as JSON
   * @throws io.linkgrid.model.LinkgridException USAGE if it cannot be written
   */
  public static void write(String model, String training, Path file) {
    try {
      ObjectNode root = (ObjectNode) JSON.readTree(model);
      root.set("training", JSON.readTree(training));
      WholeFile.write(file, JSON.writeValueAsString(root));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A model and how it was learnt are JSON", e);
    }
  }
}
