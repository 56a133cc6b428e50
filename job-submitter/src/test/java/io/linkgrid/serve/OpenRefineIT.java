package io.linkgrid.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.refine.model.Cell;
import com.google.refine.model.Column;
import com.google.refine.model.Project;
import com.google.refine.model.Recon;
import com.google.refine.model.Recon.Judgment;
import com.google.refine.model.ReconCandidate;
import com.google.refine.model.Row;
import com.google.refine.model.recon.ReconJob;
import com.google.refine.model.recon.ReconciledDataExtensionJob;
import com.google.refine.model.recon.ReconciledDataExtensionJob.DataExtensionConfig;
import com.google.refine.model.recon.StandardReconConfig;
import com.google.refine.model.recon.StandardReconConfig.ColumnDetail;
import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import io.linkgrid.ledger.LinkLedger;
import io.linkgrid.lookup.LinkedFiles;
import io.linkgrid.node.TwoNodes;
import io.linkgrid.submit.GridConnection;
import io.linkgrid.submit.TestConnections;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * OpenRefine's own client of reconciliation services, with a project of its own in memory, matches
 * a spreadsheet against a server and adds columns to it.
 */
@ExtendWith(PostgresExtension.class)
class OpenRefineIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String OPENREFINE = "http://127.0.0.1:3333";
  private static final int MAX_RECORDS = 20;

  /** The spreadsheet's columns, by what the rows of the file call them. */
  private static final List<String> COLUMNS =
      List.of("business_name", "business_postal_code", "business_address");

  private static final Map<String, String> NOBODY =
      Map.of(
          "business_name", "Zyzzyva Dumpling Parlour",
          "business_postal_code", "94199",
          "business_address", "77 Quux Street");

  @TempDir static Path directory;
  private static TwoNodes nodes;
  private static GridConnection connection;
  private static LinkedFiles files;
  private static Database database;
  private static LinkServer server;

  @BeforeAll
  static void start(DatabaseSettings settings) throws Exception {
    nodes = new TwoNodes();
    connection = TestConnections.through(nodes.client());
    files = new LinkedFiles(directory, 300, 2_000, 11);
    database = Database.open(settings, "refined");
    files.link(database, connection, "A");
    server = serve(Optional.empty());
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    connection.close();
    database.close();
    nodes.stop();
  }

  private static LinkServer serve(Optional<AccessToken> token) {
    return LinkServer.start(
        new ServeSettings("127.0.0.1", 0, token, 20_000, MAX_RECORDS, 100_000, List.of(OPENREFINE)),
        database,
        LinkedFiles.SPEC,
        connection,
        LinkedFiles.progress(),
        sentence -> {});
  }

  private static String service() {
    return server.address() + "/reconcile";
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.header("Origin", OPENREFINE).build(), BodyHandlers.ofString(UTF_8));
  }

  private static JsonNode get(String address) throws Exception {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(address)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static HttpRequest.Builder form(LinkServer to, String form) {
    return HttpRequest.newBuilder(URI.create(to.address() + "/reconcile"))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form));
  }

  private static String extend(String json) {
    return "extend=" + URLEncoder.encode(json, UTF_8);
  }

  private static JsonNode extended(String json) throws Exception {
    HttpResponse<String> answer = send(form(server, extend(json)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static void refused(String form, int status, String detail) throws Exception {
    HttpResponse<String> answer = send(form(server, form));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(JSON.readTree(answer.body()).path("detail").asText()).isEqualTo(detail);
  }

  /** What a run would decide about a row, as programs ask. */
  private static JsonNode lookup(Map<String, String> row) throws Exception {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode columns = body.putObject("record");
    COLUMNS.forEach(column -> columns.put(column, row.get(column)));
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(server.address() + "/v1/lookup"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static JsonNode entity(String id) throws Exception {
    return get(server.address() + "/v1/entities/" + id);
  }

  /** Rows of restaurants that differ, with all that a spreadsheet of them has. */
  private static List<Map<String, String>> restaurants(int count) {
    Set<String> names = new LinkedHashSet<>();
    return files.rows("A").stream()
        .filter(row -> COLUMNS.stream().noneMatch(column -> row.get(column).isBlank()))
        .filter(row -> names.add(row.get("business_name")))
        .limit(count)
        .toList();
  }

  /** A project as OpenRefine has it, with a column for the name, the zip and the address. */
  private static Project project(List<Map<String, String>> rows) throws Exception {
    Project project = new Project();
    for (String column : List.of("name", "zip", "address")) {
      int cell = project.columnModel.allocateNewCellIndex();
      project.columnModel.addColumn(cell, new Column(cell, column), false);
    }
    for (Map<String, String> row : rows) {
      Row cells = new Row(COLUMNS.size());
      for (int i = 0; i < COLUMNS.size(); i++) {
        cells.setCell(i, new Cell(row.getOrDefault(COLUMNS.get(i), ""), null));
      }
      project.rows.add(cells);
    }
    // Not project.update(), which asks for the metadata that a workspace on disk has.
    project.columnModel.update();
    return project;
  }

  /** What a person chooses in the dialog: the type of the manifest, and two more columns. */
  private static StandardReconConfig config(JsonNode manifest, int limit) {
    JsonNode type = manifest.path("defaultTypes").get(0);
    return new StandardReconConfig(
        service(),
        manifest.path("identifierSpace").asText(),
        manifest.path("schemaSpace").asText(),
        type.path("id").asText(),
        type.path("name").asText(),
        true,
        List.of(
            new ColumnDetail("zip", "zip", "zip", null),
            new ColumnDetail("address", "business_address", "business_address", null)),
        limit);
  }

  private static List<Recon> reconciled(List<Map<String, String>> rows, int limit)
      throws Exception {
    Project project = project(rows);
    StandardReconConfig config = config(get(service()), limit);
    List<ReconJob> jobs = new ArrayList<>();
    for (int i = 0; i < project.rows.size(); i++) {
      Row row = project.rows.get(i);
      jobs.add(config.createJob(project, i, row, "name", row.getCell(0)));
    }
    return config.batchRecon(jobs, 1);
  }

  /** The values of one property of one entity. */
  private static List<Object> column(
      ReconciledDataExtensionJob.DataExtension extension, int column) {
    List<Object> values = new ArrayList<>();
    for (Object[] row : extension.data) {
      if (row[column] != null) {
        values.add(row[column]);
      }
    }
    return values;
  }

  @Test
  void aRow_isMatchedByWhatItSays_previewed_andCompleted() throws Exception {
    JsonNode manifest = get(service());
    assertThat(manifest.path("versions").get(0).asText()).isEqualTo("0.2");
    assertThat(manifest.path("name").asText()).isEqualTo("linkgrid restaurants");
    assertThat(manifest.path("view").path("url").asText())
        .isEqualTo(server.address() + "/v1/entities/{{id}}");

    Map<String, String> row = files.rows("A").get(3);
    ObjectNode queries = JSON.createObjectNode();
    ObjectNode query =
        queries.putObject("q0").put("query", row.get("business_name")).put("limit", 3);
    ArrayNode properties = query.putArray("properties");
    properties
        .addObject()
        .put("pid", "business_postal_code")
        .put("v", row.get("business_postal_code"));
    properties.addObject().put("pid", "address").put("v", row.get("business_address"));
    properties.addObject().put("pid", "colour").put("v", "blue");
    queries.putObject("q1").put("query", "");
    HttpResponse<String> answer =
        send(form(server, "queries=" + URLEncoder.encode(queries.toString(), UTF_8)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(OPENREFINE);
    JsonNode best = JSON.readTree(answer.body()).path("q0").path("result").get(0);
    assertThat(best.path("match").asBoolean()).isTrue();
    assertThat(best.path("score").asDouble()).isBetween(70.0, 100.0);
    assertThat(best.path("type").get(0).path("id").asText()).isEqualTo("restaurants");
    assertThat(JSON.readTree(answer.body()).path("q1").path("result")).isEmpty();

    String id = best.path("id").asText();
    assertThat(send(HttpRequest.newBuilder(URI.create(service() + "/preview?id=" + id))).body())
        .startsWith("<!doctype html>")
        .contains(id);
    assertThat(get(service() + "/suggest/entity?prefix=" + id).path("result").get(0).path("name"))
        .isEqualTo(best.path("name"));
    assertThat(
            get(service() + "/suggest/property?prefix=zip")
                .path("result")
                .get(0)
                .path("id")
                .asText())
        .isEqualTo("business_postal_code");
  }

  @Test
  void aSpreadsheetOfRestaurants_isMatched_asALookupOfEachWould() throws Exception {
    List<Map<String, String>> rows = restaurants(10);
    List<Recon> recons = reconciled(rows, 3);

    assertThat(recons).hasSize(10);
    for (int i = 0; i < rows.size(); i++) {
      Recon recon = recons.get(i);
      JsonNode expected = lookup(rows.get(i));
      assertThat(expected.path("decision").asText()).isEqualTo("MATCH");
      assertThat(recon.error).isNull();
      assertThat(recon.judgment).isEqualTo(Judgment.Matched);
      assertThat(recon.judgmentAction).isEqualTo("auto");
      assertThat(recon.service).isEqualTo(service());
      assertThat(recon.identifierSpace).isEqualTo(server.address() + "/v1/entities/");
      assertThat(recon.candidates).hasSizeBetween(1, 3);

      ReconCandidate best = recon.getBestCandidate();
      assertThat(recon.match).isSameAs(best);
      assertThat(best.id).isEqualTo(expected.path("entity_id").asText());
      assertThat(best.name)
          .isEqualTo(entity(best.id).path("attributes").path("name").asText())
          .isNotEmpty();
      assertThat(best.types).containsExactly("restaurants");
      assertThat(best.score).isEqualTo(100 * expected.path("probability").asDouble());
      assertThat(recon.getFeature(Recon.Feature_typeMatch)).isEqualTo(true);
    }
    assertThat(recons.stream().map(recon -> recon.match.id).distinct()).hasSizeGreaterThan(5);
  }

  @Test
  void aStranger_andABlankRow_areLeftToThePerson_andTheRowsAroundThemAreMatched() throws Exception {
    List<Map<String, String>> known = restaurants(2);
    List<Recon> recons = reconciled(List.of(known.get(0), NOBODY, Map.of(), known.get(1)), 0);

    assertThat(recons)
        .extracting(recon -> recon.judgment)
        .containsExactly(Judgment.Matched, Judgment.None, Judgment.None, Judgment.Matched);
    assertThat(recons).allSatisfy(recon -> assertThat(recon.error).isNull());
    assertThat(recons.get(1).match).isNull();
    assertThat(recons.get(1).getBestCandidate()).isNull();
    assertThat(recons.get(2).getBestCandidate()).isNull();
  }

  @Test
  void aNameAlone_hasCandidates_amongThemTheRestaurant() throws Exception {
    Map<String, String> row = restaurants(1).get(0);
    StandardReconConfig config = config(get(service()), 0);
    Recon recon =
        config.batchRecon(List.of(config.createSimpleJob(row.get("business_name"))), 1).get(0);

    assertThat(recon.error).isNull();
    assertThat(recon.candidates)
        .extracting(candidate -> candidate.id)
        .contains(lookup(row).path("entity_id").asText());
  }

  @Test
  void moreRowsThanOneRequestTakes_areAnErrorInEachCell() throws Exception {
    List<Recon> recons = reconciled(Collections.nCopies(MAX_RECORDS + 1, NOBODY), 0);

    assertThat(recons).hasSize(MAX_RECORDS + 1);
    assertThat(recons).allMatch(recon -> recon.judgment == Judgment.Error);
    assertThat(recons.get(0).error)
        .isEqualTo("HTTP error 413 : Payload Too Large for URL /reconcile");
  }

  @Test
  void columnsThatThePersonAdds_areTheGoldenRecordsOfTheMatches() throws Exception {
    JsonNode extend = get(service()).path("extend");
    assertThat(extend.path("property_settings").isArray()).isTrue();
    assertThat(extend.path("property_settings")).isEmpty();
    JsonNode where = extend.path("propose_properties");
    String propose = where.path("service_url").asText() + where.path("service_path").asText();
    JsonNode proposed = get(propose + "?type=restaurants");
    assertThat(proposed.path("type").asText()).isEqualTo("restaurants");
    assertThat(proposed.path("properties").findValuesAsText("id"))
        .containsExactly("name", "address", "zip", "phone", "location", "mentions", "rows");

    Set<String> ids = new LinkedHashSet<>();
    reconciled(restaurants(8), 1).forEach(recon -> ids.add(recon.match.id));
    ids.add("E0000000000000");
    ReconciledDataExtensionJob job =
        new ReconciledDataExtensionJob(
            DataExtensionConfig.reconstruct(
                proposed.toString().replace("\"type\":\"restaurants\",", "")),
            service());
    Map<String, ReconciledDataExtensionJob.DataExtension> extensions =
        job.extend(ids, new HashMap<>());

    assertThat(job.columns)
        .extracting(column -> column.name)
        .containsExactly("name", "address", "zip", "phone", "location", "mentions", "rows");
    int known = 0;
    for (String id : ids) {
      if (!id.matches("E0{13}")) {
        known++;
        JsonNode entity = entity(id);
        for (int i = 0; i < 5; i++) {
          String value = entity.path("attributes").path(job.columns.get(i).id).asText();
          assertThat(column(extensions.get(id), i))
              .isEqualTo(value.isEmpty() ? List.of() : List.of(value));
        }
        assertThat(column(extensions.get(id), 5)).containsExactly(entity.path("mentions").asInt());
        assertThat(column(extensions.get(id), 6)).containsExactly(entity.path("rows").asInt());
      }
    }
    assertThat(known).isGreaterThan(4);
    assertThat(extensions.get("E0000000000000").data).isEmpty();
  }

  @Test
  void whatIsAddedByHand_isNamedAsItWasAsked_andIsEmptyOfWhoIsNotThere() throws Exception {
    String id = lookup(restaurants(1).get(0)).path("entity_id").asText();
    JsonNode attributes = entity(id).path("attributes");
    JsonNode answer =
        extended(
            """
            {"ids": ["%s", "E0000000000000", "nobody \\u0000", "\\ud800", "%s"],
             "properties": [{"id": "zip"}, {"id": "business_name", "settings": {"limit": 1}}, {"id": "zip"}]}
            """
                .formatted(id, id));

    assertThat(answer.path("meta"))
        .isEqualTo(
            JSON.readTree(
                "[{'id':'zip','name':'zip'},{'id':'business_name','name':'name'}]"
                    .replace('\'', '"')));
    assertThat(answer.path("rows")).hasSize(4);
    ObjectNode known = JSON.createObjectNode();
    known.putArray("zip").addObject().set("str", attributes.path("zip"));
    known.putArray("business_name").addObject().set("str", attributes.path("name"));
    assertThat(answer.path("rows").path(id)).isEqualTo(known);
    ObjectNode nothing = JSON.createObjectNode();
    nothing.putArray("zip");
    nothing.putArray("business_name");
    assertThat(answer.path("rows").path("E0000000000000")).isEqualTo(nothing);
    assertThat(answer.path("rows").path("nobody \0")).isEqualTo(nothing);
    assertThat(
            get(
                service()
                    + "?extend="
                    + URLEncoder.encode("{\"ids\":[],\"properties\":[]}", UTF_8)))
        .isEqualTo(JSON.readTree("{\"meta\":[],\"rows\":{}}"));
  }

  @Test
  void anEntityThatWasMerged_hasNothing_andTheOneThatStandsForItHasTheRowsOfBoth()
      throws Exception {
    List<Map<String, String>> rows = restaurants(40);
    Set<String> pair = new LinkedHashSet<>();
    for (int i = rows.size() - 1; pair.size() < 2; i--) {
      pair.add(lookup(rows.get(i)).path("entity_id").asText());
    }
    long before = 0;
    for (String id : pair) {
      before += entity(id).path("rows").asLong();
    }
    LinkLedger.Merged merged =
        new LinkLedger(database, LinkedFiles.SPEC.parse())
            .merge(List.copyOf(pair), new LinkLedger.Assertion("ada", "one kitchen"));
    String gone = merged.gone().get(0);

    JsonNode values =
        extended(
                "{\"ids\": [\"%s\", \"%s\"], \"properties\": [{\"id\": \"rows\"}]}"
                    .formatted(gone, merged.kept()))
            .path("rows");
    assertThat(values.path(gone).path("rows")).isEmpty();
    assertThat(values.path(merged.kept()).path("rows").get(0).path("int").asLong())
        .isEqualTo(before);
    HttpResponse<String> away =
        send(HttpRequest.newBuilder(URI.create(server.address() + "/v1/entities/" + gone)));
    assertThat(away.statusCode()).isEqualTo(410);
    assertThat(JSON.readTree(away.body()).path("detail").asText())
        .isEqualTo("The entity " + gone + " was merged into " + merged.kept() + ".");
  }

  @Test
  void whatCannotBeAdded_isRefusedWithASentence() throws Exception {
    refused(
        "extend=" + URLEncoder.encode("{\"ids\": ", UTF_8),
        400,
        "The parameter 'extend' line 1 column 9: expected JSON; found: Unexpected end-of-input"
            + " within/between Object entries.");
    String expected =
        "The parameter 'extend': expected an object with the lists 'ids' and 'properties', such as"
            + " {\"ids\": [\"E0A1B2C3D4E5F6\"], \"properties\": [{\"id\": \"zip\"}]}.";
    refused(extend("[]"), 400, expected);
    refused(extend("{\"ids\": [\"E0000000000000\"]}"), 400, expected);
    refused(extend("{\"ids\": \"E0000000000000\", \"properties\": []}"), 400, expected);
    refused(
        extend("{\"ids\": [\"E0000000000000\", 7], \"properties\": []}"),
        400,
        "The parameter 'extend': expected texts in 'ids', found number.");
    refused(
        extend("{\"ids\": [], \"properties\": [\"zip\"]}"),
        400,
        "The parameter 'extend': expected objects with a text 'id' in 'properties', found string.");
    refused(
        extend("{\"ids\": [], \"properties\": [{\"pid\": \"zip\"}]}"),
        400,
        "The parameter 'extend': expected objects with a text 'id' in 'properties', found an object"
            + " without.");
    // The location is made of two columns, and is neither.
    for (String unknown : List.of("colour", "business_latitude", "risk_category", "ZIP")) {
      refused(
          extend(
              "{\"ids\": [], \"properties\": [{\"id\": \"zip\"}, {\"id\": \"%s\"}]}"
                  .formatted(unknown)),
          422,
          "The parameter 'extend': unknown property '"
              + unknown
              + "'. Expected properties of the spec 'restaurants': name, address, zip, phone,"
              + " location, mentions, rows.");
    }
    refused(
        extend("{\"ids\": [" + "\"E0\", ".repeat(MAX_RECORDS) + "\"E0\"], \"properties\": []}"),
        413,
        "The parameter 'extend' has 21 ids, but one request takes at most 20. Send them in several"
            + " requests.");
    refused(
        extend("{}") + "&queries=%7B%7D",
        400,
        "Expected either 'queries' or 'extend', found both. Send them in two requests.");
    refused(
        "colour=blue",
        400,
        "The form: expected a field 'queries' with queries, or 'extend' with ids and properties, as"
            + " JSON, found none.");
  }

  @Test
  void aTypeThatIsNotThere_hasNoProperties_andALimitIsKept() throws Exception {
    String propose = service() + "/extend/propose";
    assertThat(get(propose + "?type=hospitals"))
        .isEqualTo(JSON.readTree("{\"type\":\"hospitals\",\"properties\":[]}"));
    assertThat(get(propose).path("type").asText()).isEqualTo("restaurants");
    assertThat(get(propose + "?limit=2").path("properties").findValuesAsText("name"))
        .containsExactly("name", "address");
    HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(propose + "?limit=none")));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(answer.body()).path("detail").asText())
        .isEqualTo("'limit' is 1 to 1000, found 'none'.");
  }

  @Test
  void thePageOfOpenRefineAloneReadsIt_andOnlyWithTheToken() throws Exception {
    String empty = extend("{\"ids\":[],\"properties\":[]}");
    for (HttpRequest.Builder request :
        List.of(
            form(server, empty),
            HttpRequest.newBuilder(URI.create(service() + "/extend/propose")))) {
      assertThat(send(request.copy()).headers().firstValue("Access-Control-Allow-Origin"))
          .contains(OPENREFINE);
      assertThat(
              CLIENT
                  .send(
                      request.header("Origin", "http://elsewhere.example").build(),
                      BodyHandlers.ofString(UTF_8))
                  .headers()
                  .firstValue("Access-Control-Allow-Origin"))
          .isEmpty();
    }
    try (LinkServer guarded = serve(Optional.of(new AccessToken("test", "0123456789abcdef-x")))) {
      for (HttpRequest.Builder request :
          List.of(
              form(guarded, empty),
              HttpRequest.newBuilder(
                  URI.create(guarded.address() + "/reconcile/extend/propose")))) {
        assertThat(send(request.copy()).statusCode()).isEqualTo(401);
        assertThat(send(request.header("Authorization", "Bearer 0123456789abcdef-x")).statusCode())
            .isEqualTo(200);
      }
      // OpenRefine sends none.
      assertThatThrownBy(
              () ->
                  new ReconciledDataExtensionJob(
                          new DataExtensionConfig(List.of()), guarded.address() + "/reconcile")
                      .extend(Set.of("E0000000000000"), new HashMap<>()))
          .hasMessage("HTTP error 401 : Unauthorized for URL /reconcile");
    }
  }
}
