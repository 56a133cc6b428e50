package io.linkgrid.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linkgrid.database.Database;
import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import io.linkgrid.database.RunLock;
import io.linkgrid.grid.GridNames;
import io.linkgrid.grid.ReferenceManifest;
import io.linkgrid.lookup.LinkedFiles;
import io.linkgrid.node.TwoNodes;
import io.linkgrid.submit.GridConnection;
import io.linkgrid.submit.TestConnections;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What clients ask and are answered, over HTTP, from two nodes and a real Postgres. */
@ExtendWith(PostgresExtension.class)
class LinkServerIT {
  private static final String SCHEMA = "served";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir static Path directory;
  private static TwoNodes nodes;
  private static GridConnection connection;
  private static GridConnection otherConnection;
  private static LinkedFiles files;
  private static Database database;
  private static LinkServer server;
  private static LinkServer other;

  @BeforeAll
  static void start(DatabaseSettings settings) throws Exception {
    nodes = new TwoNodes();
    connection = TestConnections.through(nodes.client());
    otherConnection = TestConnections.through(nodes.client());
    files = new LinkedFiles(directory, 300, 2_000, 11);
    database = Database.open(settings, SCHEMA);
    files.link(database, connection, "A");
    server = serve(connection, 100_000, 20);
    other = serve(otherConnection, 100_000, 20);
  }

  @AfterAll
  static void stop() throws Exception {
    other.close();
    server.close();
    otherConnection.close();
    connection.close();
    database.close();
    nodes.stop();
  }

  private static LinkServer serve(GridConnection through, int perSecond, int maxRecords) {
    return serve(database, through, perSecond, maxRecords);
  }

  private static LinkServer serve(
      Database database, GridConnection through, int perSecond, int maxRecords) {
    return LinkServer.start(
        new ServeSettings(
            "127.0.0.1",
            0,
            Optional.empty(),
            20_000,
            maxRecords,
            perSecond,
            List.of("http://127.0.0.1:3333")),
        database,
        LinkedFiles.SPEC,
        through,
        LinkedFiles.progress(),
        sentence -> {});
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(LinkServer to, String path) {
    return HttpRequest.newBuilder(URI.create(to.address() + path));
  }

  private static JsonNode get(String path) throws Exception {
    HttpResponse<String> answer = send(request(server, path));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static HttpResponse<String> post(LinkServer to, String path, String body)
      throws Exception {
    return send(
        request(to, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static JsonNode posted(LinkServer to, String path, JsonNode body) throws Exception {
    HttpResponse<String> answer = post(to, path, body.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static ObjectNode record(Map<String, String> columns) {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode record = body.putObject("record");
    columns.forEach(record::put);
    return body;
  }

  private static ObjectNode diner(String name) {
    return record(
        Map.of("name", name, "address", "77 Quux Street", "zip", "94199", "phone", "+14155550199"));
  }

  private static void refused(HttpResponse<String> answer, int status, String detail)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(JSON.readTree(answer.body()).path("detail").asText()).isEqualTo(detail);
  }

  private static long count(String sql) {
    return database.jdbi().withHandle(db -> db.createQuery(sql).mapTo(Long.class).one());
  }

  @Test
  void aRowOfTheReference_isFound_andNothingIsWritten() throws Exception {
    long before = count("select count(*) from source_record");
    ObjectNode body = JSON.createObjectNode();
    ArrayNode records = body.putArray("records");
    for (Map<String, String> row : files.rows("A").subList(0, 15)) {
      ObjectNode one = records.addObject();
      row.forEach(one::put);
    }
    JsonNode results = posted(server, "/v1/lookup", body).path("results");

    assertThat(results).hasSize(15);
    for (JsonNode result : results) {
      assertThat(result.path("decision").asText()).isEqualTo("MATCH");
      assertThat(result.path("candidates").get(0).path("entity_id"))
          .isEqualTo(result.path("entity_id"));
      JsonNode entity = get("/v1/entities/" + result.path("entity_id").asText());
      assertThat(entity.path("attributes"))
          .isEqualTo(result.path("candidates").get(0).path("attributes"));
      assertThat(entity.path("records")).isNotEmpty();
    }
    assertThat(count("select count(*) from source_record")).isEqualTo(before);
  }

  @Test
  void anEntityThatOneRequestFounds_isSeenByTheNext_onEveryNodeAndServer() throws Exception {
    ObjectNode zyzzyva = diner("Zyzzyva Dumpling Parlour");
    JsonNode founded = posted(server, "/v1/link", zyzzyva);
    assertThat(founded.path("decision").asText()).isEqualTo("NEW");
    assertThat(founded.path("landed").asBoolean()).isTrue();
    String entity = founded.path("entity_id").asText();

    assertThat(posted(server, "/v1/lookup", zyzzyva).path("entity_id").asText()).isEqualTo(entity);
    // The other one reads the growth from the grid, and no job loads anything.
    JsonNode again = posted(other, "/v1/link", zyzzyva);
    assertThat(again.path("landed").asBoolean()).isFalse();
    assertThat(again.path("entity_id").asText()).isEqualTo(entity);
    assertThat(again.path("place")).isEqualTo(founded.path("place"));

    JsonNode alike = posted(other, "/v1/link", diner("Zyzzyva Dumpling Parlor"));
    assertThat(alike.path("decision").asText()).isEqualTo("MATCH");
    assertThat(alike.path("entity_id").asText()).isEqualTo(entity);
    JsonNode both = get("/v1/entities/" + entity);
    assertThat(both.path("mentions").asInt()).isEqualTo(2);
    assertThat(both.path("rows").asInt()).isEqualTo(2);
    JsonNode why = get("/v1/records/" + alike.path("place").asText() + "/explain");
    assertThat(why.path("stored").path("entity_id").asText()).isEqualTo(entity);
    assertThat(why.path("candidates").get(0).path("weight").asDouble())
        .isEqualTo(alike.path("weight").asDouble());
  }

  @Test
  void likeRecordsAtOnce_foundOneEntity() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      LinkServer to = i % 2 == 0 ? server : other;
      ObjectNode body =
          record(
              Map.of(
                  "name", i % 3 == 0 ? "Quokka Noodle House" : "Quokka Noodle Hause",
                  "address", "12 Xylophone Alley",
                  "zip", "94198",
                  "phone", "+14155550142"));
      answers.add(
          CLIENT.sendAsync(
              request(to, "/v1/link")
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(body.toString()))
                  .build(),
              BodyHandlers.ofString()));
    }
    Set<String> entities = new TreeSet<>();
    int landed = 0;
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(200);
      JsonNode body = JSON.readTree(answer.get().body());
      entities.add(body.path("entity_id").asText());
      landed += body.path("landed").asBoolean() ? 1 : 0;
    }
    assertThat(entities).hasSize(1);
    assertThat(landed).as("two ways to write it").isEqualTo(2);
  }

  @Test
  void recordsOfOneRequest_knowEachOther_andAreAllWrittenOrNone() throws Exception {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode records = body.putArray("records");
    records.add(withId("w-1", "Wobbegong Grill").path("record"));
    records.add(withId("w-2", "Wobbegong Grille").path("record"));
    JsonNode results = posted(server, "/v1/link", body).path("results");
    assertThat(results.get(0).path("decision").asText()).isEqualTo("NEW");
    assertThat(results.get(1).path("decision").asText()).isEqualTo("MATCH");
    assertThat(results.get(1).path("entity_id")).isEqualTo(results.get(0).path("entity_id"));

    long before = count("select count(*) from source_record");
    records.removeAll();
    records.add(withId("w-3", "Numbat Bakery").path("record"));
    records.add(withId("w-1", "Numbat Cafe").path("record"));
    HttpResponse<String> answer = post(server, "/v1/link", body.toString());
    refused(
        answer,
        409,
        "Record 2: the id 'w-1' was given before with other values ("
            + results.get(0).path("place").asText()
            + "). Nothing of the request was changed. Give each record an id of its own, or none.");
    assertThat(count("select count(*) from source_record")).isEqualTo(before);
  }

  private static ObjectNode withId(String id, String name) {
    String column = LinkedFiles.SPEC.parse().recordIdColumn();
    return record(
        Map.of(
            column,
            id,
            "name",
            name,
            "address",
            "5 Yodel Court",
            "zip",
            "94197",
            "phone",
            "+14155550111"));
  }

  @Test
  void whileARunIsAtWork_lookupsAreAnswered_andNothingIsLinked() throws Exception {
    ObjectNode body = diner("Potoroo Soup Kitchen");
    RunLock lock = RunLock.take(database);
    try {
      refused(
          post(server, "/v1/link", body.toString()),
          409,
          "A run is at work on the schema 'served', and changes it alone. Nothing was changed."
              + " Lookups are answered meanwhile; send this again when the run has ended.");
      assertThat(post(server, "/v1/lookup", body.toString()).statusCode()).isEqualTo(200);
    } finally {
      lock.close();
    }
    assertThat(post(server, "/v1/link", body.toString()).statusCode()).isEqualTo(200);
  }

  private static long loaded(String schema) {
    ReferenceManifest manifest =
        connection.hz().<String, ReferenceManifest>getMap(GridNames.MANIFESTS).get(schema);
    return manifest == null ? 0 : manifest.version();
  }

  private static int growth(String schema) {
    return connection.hz().getMap(GridNames.recent(schema)).size();
  }

  @Test
  void aDatabaseThatFails_isNoFaultOfLinkgrid_andIsAskedAgain(DatabaseSettings settings)
      throws Exception {
    try (Database own = Database.open(settings, "served_failing")) {
      files.link(own, connection, "A");
      LinkServer failing = serve(own, connection, 100_000, 20);
      try {
        own.jdbi().useHandle(db -> db.execute("alter table entity rename to entity_away"));
        HttpResponse<String> answer = send(request(failing, "/v1/entities/e0000000000000000"));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(JSON.readTree(answer.body()).path("detail").asText())
            .isEqualTo(
                "Postgres fails: ERROR: relation \"entity\" does not exist. Send the request again"
                    + " when it answers.");
      } finally {
        failing.close();
      }
    }
  }

  @Test
  void aRunThatFollows_meetsWhatWasLinked_andAddsToIt_withoutLoading(DatabaseSettings settings)
      throws Exception {
    try (Database own = Database.open(settings, "served_then_run")) {
      files.link(own, connection, "A");
      LinkServer first = serve(own, connection, 100_000, 20);
      String entity;
      try {
        JsonNode founded = posted(first, "/v1/link", diner("Zyzzyva Dumpling Parlour"));
        entity = founded.path("entity_id").asText();
        assertThat(growth("served_then_run")).isEqualTo(1);
        long before = loaded("served_then_run");

        files.link(own, connection, "A", "B");
        assertThat(growth("served_then_run")).isEqualTo(2);
        assertThat(loaded("served_then_run")).isEqualTo(before).isPositive();
      } finally {
        first.close();
      }
      LinkServer second = serve(own, connection, 100_000, 20);
      try {
        JsonNode alike = posted(second, "/v1/lookup", diner("Zyzzyva Dumpling Parlor"));
        assertThat(alike.path("entity_id").asText()).isEqualTo(entity);
      } finally {
        second.close();
      }
    }
  }

  @Test
  void anAnswerOfAReview_isSeenByTheNextLookup() throws Exception {
    ObjectNode bilby = diner("Bilby Pancake Palace");
    JsonNode founded = posted(server, "/v1/link", bilby);
    // As if the model had been in doubt.
    database
        .jdbi()
        .useHandle(
            db ->
                db.execute(
                    """
                    update link set decision = 'REVIEW', entity_id = null, probability = 0.5,
                      best_entity_id = (select min(entity_id) from entity)
                    where entity_id = ?
                    """,
                    founded.path("entity_id").asText()));
    database
        .jdbi()
        .useHandle(
            db ->
                db.execute(
                    "delete from entity where entity_id = ?", founded.path("entity_id").asText()));
    JsonNode queue = get("/v1/review?limit=5");
    assertThat(queue.path("waiting").asInt()).isPositive();
    JsonNode question = null;
    for (JsonNode each : queue.path("questions")) {
      question = each.path("place").equals(founded.path("place")) ? each : question;
    }
    String mention = question.path("mention").asText();

    HttpResponse<String> vague = post(server, "/v1/review/" + mention, "{\"answer\":\"hm\"}");
    refused(vague, 400, "The body: expected 'answer' to be same, different or unsure, found 'hm'.");
    JsonNode answered =
        posted(
            server,
            "/v1/review/" + mention,
            JSON.createObjectNode().put("answer", "different").put("by", "ada"));
    assertThat(answered.path("entity_id")).isEqualTo(founded.path("entity_id"));
    assertThat(posted(server, "/v1/lookup", bilby).path("entity_id"))
        .isEqualTo(founded.path("entity_id"));
    refused(
        post(server, "/v1/review/" + mention, "{\"answer\":\"same\",\"by\":\"ada\"}"),
        409,
        "Mention "
            + mention
            + " is no longer in the queue: its link is NEW. It was left as it is.");
  }

  @Test
  void hostileRequests_areRefusedWithASentence() throws Exception {
    refused(
        post(server, "/v1/lookup", "{\"record\": {\"name\": "),
        400,
        "The body line 1 column 21: expected JSON; found: Unexpected end-of-input within/between"
            + " Object entries.");
    refused(
        post(server, "/v1/lookup", record(Map.of("nam", "x")).toString()),
        422,
        "The record: unknown column 'nam'. Expected columns of the spec 'restaurants': "
            + String.join(", ", LinkedFiles.SPEC.parse().format().columns())
            + ".");
    refused(
        post(server, "/v1/link", "{\"record\": {\"name\": [\"x\"]}}"),
        422,
        "The record: the value of a column is a text or a number, but found array.");
    refused(
        post(server, "/v1/link", "x".repeat(20_001)),
        413,
        "The body has more than 20,000 bytes. Nothing was done. Send less at once, or allow more"
            + " with --max-bytes.");
    refused(
        post(server, "/v1/link", "{\"records\": [" + "{},".repeat(20) + "{}]}"),
        413,
        "The body has 21 records, but one request takes at most 20. Nothing was done. Send them in"
            + " several requests, or a file with 'linkgrid link'.");
    refused(
        send(
            request(server, "/v1/link")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}"))),
        415,
        "The header Content-Type: expected application/json, found 'text/plain'.");
    refused(
        send(request(server, "/v1/entities/E0000000000000")),
        404,
        "There is no entity 'E0000000000000'. Ids look like E0A1B2C3D4E5F6; lookups name them.");
    refused(
        send(request(server, "/v2/nothing")),
        404,
        "There is nothing at /v2/nothing. GET /openapi.json says what there is.");
    refused(
        send(request(server, "/v1/lookup")),
        405,
        "GET is not answered there. GET /openapi.json says what is.");
    for (String address :
        List.of("/reconcile/preview?id=%00", "/reconcile/suggest/entity?prefix=a%00")) {
      refused(
          send(request(server, address)),
          400,
          "The query: expected text, found a NUL character (%00), which no text may hold.");
    }
    refused(
        post(server, "/v1/review/1", "{\"answer\": \"same\", \"by\": \"a\\u0000b\"}"),
        400,
        "The body: expected 'by' to be the name of the person who answers, of at most 200"
            + " characters, none of them a control character.");
    refused(
        send(request(server, "/v1/records/none/explain")),
        404,
        "There is no record 'none' of the spec 'restaurants'. Give the text of its id column, or"
            + " the role of a file and a row such as A:12.");
  }

  @Test
  void theDocument_saysWhatIsAnswered_andNothingElse() throws Exception {
    JsonNode paths = get("/openapi.json").path("paths");
    Set<String> documented = new TreeSet<>();
    paths
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    assertThat(server.routes().stream().map(r -> r.method() + " " + r.path()))
        .containsExactlyInAnyOrderElementsOf(documented);
  }

  @Test
  void healthIsToldToAnybody_andFloodsAreStopped() throws Exception {
    assertThat(get("/health/live").path("live").asBoolean()).isTrue();
    assertThat(get("/health/ready").path("ready").asBoolean()).isTrue();
    assertThat(get("/health/ready").path("nodes").asInt()).isEqualTo(2);
    AccessToken token = new AccessToken("test", "0123456789abcdef-secret");
    try (LinkServer guarded =
        LinkServer.start(
            new ServeSettings("127.0.0.1", 0, Optional.of(token), 20_000, 20, 1, List.of()),
            database,
            LinkedFiles.SPEC,
            connection,
            LinkedFiles.progress(),
            sentence -> {})) {
      assertThat(send(request(guarded, "/health/ready")).statusCode()).isEqualTo(200);
      HttpResponse<String> stranger = send(request(guarded, "/v1/review"));
      refused(
          stranger,
          401,
          "The header Authorization: expected 'Bearer' and the token of this server, found none.");
      HttpResponse<String> friend =
          send(
              request(guarded, "/v1/review")
                  .header("Authorization", "Bearer 0123456789abcdef-secret"));
      assertThat(friend.statusCode()).isEqualTo(200);
      refused(
          send(
              request(guarded, "/v1/review")
                  .header("Authorization", "Bearer 0123456789abcdef-secret")),
          429,
          "More than 1 requests a second came from one client. Nothing was done. Send several"
              + " records in one request, or allow more with --max-rate.");
    }
    assertThatThrownBy(() -> serve(connection, 0, 20))
        .hasMessage("--max-rate is 1 to 1000000, found 0.");
  }
}
