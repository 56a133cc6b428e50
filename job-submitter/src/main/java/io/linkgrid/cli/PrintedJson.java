package io.linkgrid.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

/**
 * Results as JSON on standard output, with names_like_this. Apart from the commands, all of which
 * are made for each word of help: to load what writes JSON takes longer than that.
 */
final class PrintedJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  private PrintedJson() {}

  /** Returns a result in one line. */
  static String line(Object result) throws JsonProcessingException {
    return JSON.writeValueAsString(result);
  }

  /** Returns a result in lines that are indented. */
  static String indented(Object result) throws JsonProcessingException {
    return JSON.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(result);
  }
}
