package io.linkgrid.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Renders a directory as {@code kubectl kustomize} does, for the few words of kustomize that the
 * manifests use: resources, components, a namespace, and JSON patches that replace. Every other
 * word is an error, so that nothing is left out unseen.
 */
final class Kustomization {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Set<String> WORDS =
      Set.of("apiVersion", "kind", "resources", "components", "namespace", "patches");
  private static final Set<String> OF_THE_CLUSTER =
      Set.of("Namespace", "ClusterRole", "ClusterRoleBinding");

  private Kustomization() {}

  /** Returns what would be applied, in the order of the files. */
  static List<ObjectNode> render(Path directory) {
    ObjectNode wish = documents(directory.resolve("kustomization.yaml")).get(0);
    wish.fieldNames()
        .forEachRemaining(word -> require(WORDS.contains(word), directory, "word " + word));
    List<ObjectNode> rendered = new ArrayList<>();
    for (String list : List.of("resources", "components")) {
      for (JsonNode entry : wish.path(list)) {
        Path path = directory.resolve(entry.asText()).normalize();
        rendered.addAll(Files.isDirectory(path) ? render(path) : documents(path));
      }
    }
    for (JsonNode patch : wish.path("patches")) {
      patch(rendered, directory, patch);
    }
    if (wish.has("namespace")) {
      rendered.stream()
          .filter(manifest -> !OF_THE_CLUSTER.contains(manifest.path("kind").asText()))
          .forEach(
              manifest -> manifest.withObject("/metadata").set("namespace", wish.get("namespace")));
    }
    return rendered;
  }

  /** Returns the documents of a YAML file. */
  static List<ObjectNode> documents(Path file) {
    try (var parser = YAML.createParser(file.toFile())) {
      return YAML.readerFor(ObjectNode.class).<ObjectNode>readValues(parser).readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }

  private static void patch(List<ObjectNode> rendered, Path directory, JsonNode patch) {
    JsonNode target = patch.path("target");
    List<ObjectNode> targets =
        rendered.stream()
            .filter(manifest -> manifest.path("kind").equals(target.path("kind")))
            .filter(manifest -> manifest.at("/metadata/name").equals(target.path("name")))
            .toList();
    require(targets.size() == 1, directory, "patch of " + target + " has " + targets.size());
    try {
      Path file = directory.resolve(patch.path("path").asText());
      for (JsonNode change : YAML.readValue(file.toFile(), ArrayNode.class)) {
        require(change.path("op").asText().equals("replace"), file, "operation " + change);
        String at = change.path("path").asText();
        int slash = at.lastIndexOf('/');
        String last = at.substring(slash + 1);
        JsonNode parent = targets.get(0).at(at.substring(0, slash));
        require(parent instanceof ObjectNode && parent.has(last), file, "nothing to replace " + at);
        ((ObjectNode) parent).set(last, change.path("value"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void require(boolean holds, Path where, String what) {
    if (!holds) {
      throw new IllegalStateException(where + ": " + what);
    }
  }
}
