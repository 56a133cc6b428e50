package io.linkgrid.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A web server of this machine hears how runs ended. */
class WebhookTest {
  private static final String SECRET = "c4naryK7wq2Zx";
  private static final RunOrigin ORIGIN =
      new RunOrigin("run", "ada", "harbor", 4711, "2 nodes of its own");
  private static final RunEnding FAILED = new RunEnding(RunState.FAILED, 4, "The grid is gone.");

  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> secrets = new CopyOnWriteArrayList<>();
  private final List<String> said = new ArrayList<>();
  private final List<Integer> answers = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/hook/" + SECRET,
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          secrets.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Token")));
          exchange.sendResponseHeaders(answers.isEmpty() ? 204 : answers.remove(0), -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String place() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private Webhook webhook() {
    return webhook(place());
  }

  private Webhook webhook(String place) {
    return new Webhook(
        URI.create(place + "/hook/" + SECRET + "?key=" + SECRET),
        Optional.of("X-Token: " + SECRET),
        said::add,
        Duration.ofSeconds(5),
        Duration.ZERO);
  }

  private void tellFailure(Webhook webhook) {
    webhook.tell(ORIGIN, "people", Optional.empty(), FAILED, Optional.empty());
  }

  @Test
  void aFailure_isToldOnce_withTheSecretHeader() {
    Webhook webhook = webhook();

    tellFailure(webhook);
    tellFailure(webhook);

    assertThat(bodies)
        .containsExactly(
            "{\"schema\":\"people\",\"command\":\"run\",\"state\":\"FAILED\",\"person\":\"ada\","
                + "\"host\":\"harbor\",\"pid\":4711,\"grid\":\"2 nodes of its own\","
                + "\"exit_code\":4,\"message\":\"The grid is gone.\"}");
    assertThat(secrets).containsExactly(SECRET);
    assertThat(said).isEmpty();
  }

  @Test
  void aServerThatFailsTwice_hearsItTheThirdTime() {
    answers.addAll(List.of(500, 429));

    tellFailure(webhook());

    assertThat(bodies).hasSize(3);
    assertThat(said).isEmpty();
  }

  @Test
  void aServerThatNeverTakesIt_isSaid_withoutAnySecret() {
    answers.addAll(List.of(500, 503, 302));

    tellFailure(webhook());

    assertThat(said)
        .containsExactly(
            "The notification about the run was not taken by "
                + place()
                + ": it answered 302 (tried 3 times). The run is not touched by that; 'linkgrid"
                + " status' says how it ended.");
  }

  @Test
  void whileTheProcessEnds_itIsTriedOnce() {
    answers.addAll(List.of(500, 500));

    webhook().tell(ORIGIN, "people", Optional.empty(), RunEnding.SIGNALLED, Optional.empty());

    assertThat(bodies).hasSize(1);
    assertThat(said).singleElement().asString().contains("it answered 500 (tried once)");
  }

  @Test
  void nobodyThere_isSaid() throws IOException {
    String nobody;
    try (ServerSocket free = new ServerSocket(0)) {
      nobody = "http://127.0.0.1:" + free.getLocalPort();
    }

    tellFailure(webhook(nobody));

    assertThat(said)
        .singleElement()
        .asString()
        .startsWith("The notification about the run was not taken by " + nobody + ": ")
        .doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"c4nary", "ftp://c4nary/x", "http:///c4nary", "http://a b/c4nary"})
  void whatIsNoAddress_isTheUsersMistake_andIsNotRepeated(String url) {
    assertThatThrownBy(() -> Webhook.of(Optional.of(url), Map.of(), said::add))
        .isInstanceOfSatisfying(
            LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.USAGE))
        .hasMessage(
            "--notify-url (or LINKGRID_NOTIFY_URL) is no address of a web server; expected"
                + " https://HOST/PATH. It is not repeated here, since it may hold a secret.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"c4nary", ": c4nary", "Host: c4nary", "X Y: c4nary"})
  void whatIsNoHeader_isTheUsersMistake_andIsNotRepeated(String header) {
    assertThatThrownBy(
            () ->
                Webhook.of(
                    Optional.of(place()), Map.of(Webhook.HEADER_VARIABLE, header), said::add))
        .isInstanceOfSatisfying(
            LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.USAGE))
        .hasMessage(
            "LINKGRID_NOTIFY_HEADER is no header that may be sent; expected NAME: VALUE, such as"
                + " Authorization: Bearer … It is not repeated here, since it may hold a secret.");
  }

  @Test
  void theAddress_mayStandInTheEnvironment_andNoneIsNone() {
    assertThat(Webhook.of(Optional.empty(), Map.of(), said::add)).isEmpty();
    assertThat(Webhook.of(Optional.empty(), Map.of(Webhook.URL_VARIABLE, place()), said::add))
        .isPresent();
  }
}
