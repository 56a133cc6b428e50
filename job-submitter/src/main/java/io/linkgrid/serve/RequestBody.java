package io.linkgrid.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import io.linkgrid.lookup.RecordForm;
import io.linkgrid.lookup.RecordsFile;
import io.linkgrid.model.CleanRecord;
import io.linkgrid.model.LinkgridException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the bodies of requests, which come from anybody. Safe for any number of threads. */
final class RequestBody {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final int maxBytes;
  private final int maxRecords;

  RequestBody(ServeSettings settings) {
    maxBytes = settings.maxBytes();
    maxRecords = settings.maxRecords();
  }

  /** Returns the JSON of a body that says that it is some. */
  JsonNode json(Context request) {
    expect(request, "application/json");
    return parse("The body", text(request));
  }

  /** Returns the fields of a form. */
  Map<String, String> form(Context request) {
    expect(request, "application/x-www-form-urlencoded");
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : text(request).split("&", -1)) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        try {
          fields.put(
              URLDecoder.decode(field.substring(0, equals), UTF_8),
              URLDecoder.decode(field.substring(equals + 1), UTF_8));
        } catch (IllegalArgumentException e) {
          throw bad("The form: expected percent-encoded UTF-8, found " + e.getMessage() + ".");
        }
      }
    }
    return fields;
  }

  /** Returns what a text of JSON says. */
  static JsonNode parse(String where, String text) {
    try {
      JsonNode node = JSON.readTree(text);
      if (node.isMissingNode()) {
        throw bad(where + ": expected JSON, found nothing.");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw bad(
          where
              + (e.getLocation() == null
                  ? ""
                  : " line "
                      + e.getLocation().getLineNr()
                      + " column "
                      + e.getLocation().getColumnNr())
              + ": expected JSON; found: "
              + e.getOriginalMessage().lines().findFirst().orElse("something else")
              + ".");
    }
  }

  /** What a request asks about: one record, or several. */
  record Records(List<CleanRecord> records, boolean several) {}

  /** Reads {@code {"record": {…}}} or {@code {"records": [{…}, …]}}. */
  Records records(JsonNode body, RecordForm form) {
    JsonNode one = body.path("record");
    JsonNode many = body.path("records");
    if (one.isObject() && many.isMissingNode()) {
      return new Records(List.of(record(form, "The record", 1, one)), false);
    }
    if (!many.isArray() || !one.isMissingNode() || many.isEmpty()) {
      throw bad(
          "The body: expected an object with 'record', an object of texts by column, or 'records',"
              + " a list of one or more of them. Columns: "
              + String.join(", ", form.columns())
              + ".");
    }
    if (many.size() > maxRecords) {
      throw new HttpProblem(
          413,
          "Too many records",
          String.format(
              Locale.ROOT,
              "The body has %,d records, but one request takes at most %,d. Nothing was done. Send"
                  + " them in several requests, or a file with 'linkgrid link'.",
              many.size(),
              maxRecords));
    }
    List<CleanRecord> records = new ArrayList<>(many.size());
    for (int i = 0; i < many.size(); i++) {
      records.add(record(form, "Record " + (i + 1), i + 1, many.get(i)));
    }
    return new Records(records, true);
  }

  private static CleanRecord record(RecordForm form, String where, int number, JsonNode node) {
    try {
      return form.read(where, number, RecordsFile.columns(where, node));
    } catch (LinkgridException e) {
      throw HttpProblem.of(e);
    }
  }

  private static void expect(Context request, String mediaType) {
    String found = request.contentType() == null ? "" : request.contentType();
    if (!found.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals(mediaType)) {
      throw new HttpProblem(
          415,
          "Another media type was expected",
          "The header Content-Type: expected "
              + mediaType
              + ", found "
              + (found.isEmpty() ? "none" : "'" + shown(found) + "'")
              + ".");
    }
  }

  private String text(Context request) {
    try {
      // Whatever the header says of its length.
      byte[] bytes = request.req().getInputStream().readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw new HttpProblem(
            413,
            "The body is too large",
            String.format(
                Locale.ROOT,
                "The body has more than %,d bytes. Nothing was done. Send less at once, or allow"
                    + " more with --max-bytes.",
                maxBytes));
      }
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw bad("The body: expected UTF-8, found other bytes.");
    } catch (IOException e) {
      throw bad("The body ended before it was whole. Send it again.");
    }
  }

  static HttpProblem bad(String detail) {
    return new HttpProblem(400, "Cannot be read", detail);
  }

  static String shown(String text) {
    String cut = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return cut.replaceAll("\\p{C}", "\uFFFD");
  }
}
