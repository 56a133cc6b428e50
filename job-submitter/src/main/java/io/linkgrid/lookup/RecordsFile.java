package io.linkgrid.lookup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.source.Chunk;
import io.linkgrid.source.ChunkReader;
import io.linkgrid.source.FileSurvey;
import io.linkgrid.source.SurveyedFile;
import io.linkgrid.spec.LinkSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A file of records: one that a run can read, or JSON lines, one object of texts and numbers by
 * column a line, in UTF-8.
 */
public final class RecordsFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordsFile() {}

  /**
   * Returns the records in the order of the file.
   *
   * @param spool a directory for unpacked files
   * @throws LinkgridException of kind DATA if the file cannot be read, or one of its rows cannot be
   *     used
   */
  public static List<Map<String, String>> read(Path file, LinkSpec spec, Path spool) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    try {
      return name.endsWith(".jsonl") || name.endsWith(".json") || name.endsWith(".ndjson")
          ? jsonLines(file)
          : rows(file, spec, spool);
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.DATA,
          "Cannot read --file "
              + file
              + ": "
              + (e instanceof NoSuchFileException ? "there is no such file" : e.getMessage())
              + ". Give a file that a run can read, or JSON lines (.jsonl) in UTF-8.",
          e);
    }
  }

  private static List<Map<String, String>> rows(Path file, LinkSpec spec, Path spool)
      throws IOException {
    SurveyedFile surveyed = FileSurvey.survey(file, "lookup", spec.format(), spool, seen -> {});
    List<String> columns = spec.format().columns();
    ChunkReader reader = new ChunkReader(surveyed, columns);
    List<Map<String, String>> records = new ArrayList<>();
    for (Chunk chunk : surveyed.chunks()) {
      reader.read(
          chunk,
          row -> {
            Map<String, String> record = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
              record.put(columns.get(i), row.fields().get(i));
            }
            records.add(record);
          },
          reject -> {
            throw new LinkgridException(
                Kind.DATA,
                file.getFileName()
                    + " line "
                    + reject.origin().line()
                    + ": "
                    + reject.reason()
                    + ". Correct the row or take it out.");
          });
    }
    return records;
  }

  private static List<Map<String, String>> jsonLines(Path file) throws IOException {
    List<Map<String, String>> records = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          records.add(object(file.getFileName() + " line " + number, line));
        }
      }
    }
    return records;
  }

  private static Map<String, String> object(String where, String line) {
    try {
      return columns(where, JSON.readTree(line));
    } catch (JsonProcessingException e) {
      throw new LinkgridException(
          Kind.DATA,
          where + ": expected a JSON object, found no JSON: " + e.getOriginalMessage() + ".",
          e);
    }
  }

  /**
   * Returns the texts of a JSON object by column; null is an absent value.
   *
   * @param where where it stands, as a sentence begins
   * @throws LinkgridException of kind DATA if it is no object, or holds more than texts and numbers
   */
  public static Map<String, String> columns(String where, JsonNode node) {
    if (!node.isObject()) {
      throw new LinkgridException(
          Kind.DATA,
          where
              + ": expected a JSON object with a text for each column, found "
              + node.getNodeType().name().toLowerCase(Locale.ROOT)
              + ".");
    }
    Map<String, String> columns = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (field.getValue().isContainerNode()) {
        throw new LinkgridException(
            Kind.DATA,
            where
                + ": the value of a column is a text or a number, but found "
                + field.getValue().getNodeType().name().toLowerCase(Locale.ROOT)
                + ".");
      }
      columns.put(field.getKey(), field.getValue().isNull() ? "" : field.getValue().asText());
    }
    return columns;
  }
}
