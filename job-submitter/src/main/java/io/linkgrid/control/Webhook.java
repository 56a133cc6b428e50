package io.linkgrid.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.report.RunSummary;
import io.linkgrid.report.SummaryFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells a web server how a run ended: one POST of JSON, tried three times. A server that does not
 * take it changes nothing about the run, and is told to the user. Address and header may hold
 * secrets, so of the address only the host is ever said, and of the header nothing. Safe for any
 * number of threads; tells once.
 */
public final class Webhook {
  /** The variable that names the address where no option does. */
  public static final String URL_VARIABLE = "LINKGRID_NOTIFY_URL";

  /** The variable with a header that is sent along: {@code Name: value}. */
  public static final String HEADER_VARIABLE = "LINKGRID_NOTIFY_HEADER";

  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 3;
  private static final int FIRST_GOOD = 200;
  private static final int FIRST_BAD = 300;

  private final URI address;
  private final Optional<Header> header;
  private final Consumer<String> notices;
  private final Duration patience;
  private final Duration pause;
  private boolean told;

  private record Header(String name, String value) {}

  Webhook(
      URI address,
      Optional<String> header,
      Consumer<String> notices,
      Duration patience,
      Duration pause) {
    this.address = address;
    this.header = header.map(Webhook::header);
    this.notices = notices;
    this.patience = patience;
    this.pause = pause;
    // A header that may not be sent shows now, and not when the run has ended.
    request("{}");
  }

  /**
   * Returns the webhook that was asked for, if one was.
   *
   * @param url what was typed
   * @param environment where address and header may stand as well
   * @param notices takes what went wrong, for the user
   * @throws LinkgridException of kind USAGE if the address or the header is none
   */
  public static Optional<Webhook> of(
      Optional<String> url, Map<String, String> environment, Consumer<String> notices) {
    Optional<String> wanted =
        url.or(() -> Optional.ofNullable(environment.get(URL_VARIABLE))).filter(u -> !u.isBlank());
    Optional<String> header =
        Optional.ofNullable(environment.get(HEADER_VARIABLE)).filter(h -> !h.isBlank());
    return wanted.map(
        text -> new Webhook(parse(text), header, notices, USUAL_PATIENCE, Duration.ofSeconds(1)));
  }

  private static URI parse(String text) {
    try {
      URI uri = URI.create(text.strip());
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if ((scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below, without what may be a secret.
      throw noAddress();
    }
    throw noAddress();
  }

  private static LinkgridException noAddress() {
    return new LinkgridException(
        Kind.USAGE,
        "--notify-url (or "
            + URL_VARIABLE
            + ") is no address of a web server; expected https://HOST/PATH. It is not repeated"
            + " here, since it may hold a secret.");
  }

  private static Header header(String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw noHeader();
    }
    return new Header(text.substring(0, colon).strip(), text.substring(colon + 1).strip());
  }

  private static LinkgridException noHeader() {
    return new LinkgridException(
        Kind.USAGE,
        HEADER_VARIABLE
            + " is no header that may be sent; expected NAME: VALUE, such as Authorization: Bearer …"
            + " It is not repeated here, since it may hold a secret.");
  }

  /**
   * Tells how a run ended, unless that was told already.
   *
   * @param origin who ran it
   * @param schema the schema of its spec
   * @param ended the attempt as it is written down; empty when it could not be begun or written
   * @param how how the command ends
   * @param summary what it did; empty unless it is done
   */
  public synchronized void tell(
      RunOrigin origin,
      String schema,
      Optional<RunAttempt> ended,
      RunEnding how,
      Optional<RunSummary> summary) {
    if (told) {
      return;
    }
    told = true;
    ObjectNode body =
        ended
            .map(attempt -> (ObjectNode) attempt.tree())
            .orElseGet(() -> unwritten(origin, schema, how));
    summary.ifPresent(s -> body.set("summary", tree(s)));
    // While the process ends there is no time for more.
    send(body.toString(), how.state() == RunState.INTERRUPTED ? 1 : ATTEMPTS);
  }

  private static ObjectNode unwritten(RunOrigin origin, String schema, RunEnding how) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("schema", schema)
        .put("command", origin.command())
        .put("state", how.state().name())
        .put("person", origin.person())
        .put("host", origin.host())
        .put("pid", origin.pid())
        .put("grid", origin.grid())
        .put("exit_code", how.exitCode())
        .put("message", how.message());
  }

  private static com.fasterxml.jackson.databind.JsonNode tree(RunSummary summary) {
    try {
      return RunAttempt.read(SummaryFile.toJson(summary));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was written as JSON can be read", e);
    }
  }

  private void send(String body, int attempts) {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_PATIENCE)
            .followRedirects(Redirect.NEVER)
            .build();
    String problem = "";
    for (int attempt = 1; attempt <= attempts; attempt++) {
      try {
        HttpResponse<Void> answer = client.send(request(body), BodyHandlers.discarding());
        if (answer.statusCode() >= FIRST_GOOD && answer.statusCode() < FIRST_BAD) {
          return;
        }
        problem = "it answered " + answer.statusCode();
      } catch (IOException e) {
        problem = reason(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        problem = "the wait for an answer was interrupted";
        break;
      }
      if (attempt < attempts && !paused(attempt)) {
        break;
      }
    }
    notices.accept(
        "The notification about the run was not taken by "
            + place()
            + ": "
            + problem
            + " (tried "
            + (attempts == 1 ? "once" : attempts + " times")
            + "). The run is not touched by that; 'linkgrid status' says how it ended.");
  }

  private boolean paused(int attempt) {
    try {
      Thread.sleep(pause.multipliedBy(attempt).toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private HttpRequest request(String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(patience)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    try {
      header.ifPresent(h -> request.setHeader(h.name(), h.value()));
    } catch (IllegalArgumentException e) {
      throw noHeader();
    }
    return request.build();
  }

  private String place() {
    return address.getScheme()
        + "://"
        + address.getHost()
        + (address.getPort() < 0 ? "" : ":" + address.getPort());
  }

  private static String reason(IOException e) {
    @Nullable String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
