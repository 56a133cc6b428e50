package io.linkgrid.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.linkgrid.database.BlockingLedger;
import io.linkgrid.database.Database;
import io.linkgrid.database.RunLedger;
import io.linkgrid.explain.Explainer;
import io.linkgrid.job.Notices;
import io.linkgrid.lookup.RecordForm;
import io.linkgrid.lookup.RecordLookup;
import io.linkgrid.lookup.ReferenceLookup;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.report.Progress;
import io.linkgrid.spec.SpecText;
import io.linkgrid.submit.GridConnection;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests over HTTP, from a database and a grid that are open: docs/serve.md and {@code
 * GET /openapi.json} say which. Closing it lets the requests that are at work come to their end;
 * database and grid stay open. Safe for any number of threads.
 */
public final class LinkServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LinkServer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long FOLLOW_MILLIS = 1_000;
  private static final long LOOK_MILLIS = 20;
  private static final int USUAL_TOP = 5;
  private static final int MOST_TOP = 32;
  private static final int USUAL_QUESTIONS = 20;
  private static final int MOST_QUESTIONS = 1_000;
  private static final int MOST_PROPERTIES = 1_000;

  private final ServeSettings settings;
  private final Database database;
  private final GridConnection grid;
  private final ReferenceLookup reference;
  private final RecordLookup lookup;
  private final RecordLinking linking;
  private final ReviewAnswers reviews;
  private final RequestBody bodies;
  private final Admission admission;
  private final Javalin http;
  private final ScheduledExecutorService follower =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "linkgrid-follow");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicInteger atWork = new AtomicInteger();
  private volatile boolean closing;

  /** What answers a kind of request. */
  @FunctionalInterface
  private interface Answering {
    void answer(Context request) throws Exception;
  }

  /**
   * A kind of request.
   *
   * @param method GET or POST
   * @param path with the names of its parts in braces
   */
  record Route(String method, String path) {}

  private final Map<Route, Answering> routes = new LinkedHashMap<>();

  private LinkServer(
      ServeSettings settings,
      Database database,
      SpecText spec,
      GridConnection grid,
      ReferenceLookup reference) {
    this.settings = settings;
    this.database = database;
    this.grid = grid;
    this.reference = reference;
    lookup = new RecordLookup(reference, database.jdbi());
    SchemaTurn turn = new SchemaTurn(database);
    linking = new RecordLinking(database, reference, turn, spec.yaml());
    reviews = new ReviewAnswers(database, reference, turn);
    bodies = new RequestBody(settings);
    admission = new Admission(settings);
    addRoutes();
    http = Javalin.create(this::configure);
  }

  /**
   * Begins to answer. The reference is loaded into the grid if it is not there.
   *
   * @throws LinkgridException USAGE if the port cannot be listened on, or the schema was linked by
   *     another spec; else as {@link ReferenceLookup#open}
   */
  public static LinkServer start(
      ServeSettings settings,
      Database database,
      SpecText spec,
      GridConnection grid,
      Progress progress,
      Notices notices) {
    ReferenceLookup reference = ReferenceLookup.open(database, spec, grid, progress, notices);
    new BlockingLedger(database.jdbi()).checkLanding(spec, database.address().schema());
    reference.warm();
    LinkServer server = new LinkServer(settings, database, spec, grid, reference);
    server.listen();
    return server;
  }

  private void listen() {
    try {
      http.start(settings.host().replaceAll("^\\[|]$", ""), settings.port());
    } catch (RuntimeException e) {
      http.stop();
      throw new LinkgridException(
          Kind.USAGE,
          "Cannot listen on "
              + settings.host()
              + ":"
              + settings.port()
              + ": "
              + (e.getMessage() == null ? e.toString() : e.getMessage())
              + ". Give another address with --listen.",
          e);
    }
    var unused =
        follower.scheduleWithFixedDelay(
            this::follow, FOLLOW_MILLIS, FOLLOW_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** What commands change in the database is answered by a moment later. */
  private void follow() {
    try {
      if (reference.follow()) {
        reference.warm();
        LOG.info("The reference has changed; it is answered by version {}", reference.version());
      }
    } catch (RuntimeException e) {
      // A run may be at work; the next look comes soon, and readiness tells meanwhile.
      LOG.debug("The reference cannot be followed now", e);
    }
  }

  /** Returns the port that it listens on. */
  public int port() {
    return http.port();
  }

  /** Returns the address as a client on this machine writes it. */
  public String address() {
    return "http://" + settings.host() + ":" + port();
  }

  /** Returns all kinds of requests that it answers. */
  List<Route> routes() {
    return List.copyOf(routes.keySet());
  }

  private void addRoutes() {
    route("GET", "/health/live", request -> Reply.json(request, Map.of("live", true)));
    route("GET", "/health/ready", this::ready);
    route("GET", "/openapi.json", request -> Reply.text(request, "application/json", openApi()));
    route("POST", "/v1/lookup", this::lookup);
    route("POST", "/v1/link", this::link);
    route("GET", "/v1/entities/{id}", this::entity);
    route("GET", "/v1/records/{record}/explain", this::explain);
    route("GET", "/v1/review", this::waiting);
    route("POST", "/v1/review/{mention}", this::answer);
    route("GET", "/reconcile", this::reconcile);
    route("POST", "/reconcile", this::reconcile);
    route("GET", "/reconcile/preview", this::preview);
    route("GET", "/reconcile/suggest/entity", this::suggestEntities);
    route(
        "GET",
        "/reconcile/suggest/property",
        request -> {
          admission.crossOrigin(request);
          Reply.json(request, reconciliation().properties(parameter(request, "prefix")));
        });
    route(
        "GET", "/reconcile/suggest/type", request -> Reply.json(request, reconciliation().types()));
    route("GET", "/reconcile/extend/propose", this::proposeProperties);
  }

  private void route(String method, String path, Answering answering) {
    routes.put(new Route(method, path), answering);
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = settings.maxBytes();
    config.jetty.modifyServer(server -> server.setStopTimeout(PATIENCE.toMillis()));
    config.jetty.modifyHttpConfiguration(jetty -> jetty.setSendServerVersion(false));
    routes.forEach(
        (route, answering) ->
            config.routes.addHttpHandler(
                HandlerType.findOrCreate(route.method()),
                route.path(),
                request -> guarded(request, route, answering)));
    Reply.toFailures(config.routes);
  }

  /** Lets a request in, and counts it until it is answered. */
  private void guarded(Context request, Route route, Answering answering) throws Exception {
    atWork.incrementAndGet();
    try {
      boolean health = route.path().startsWith("/health/");
      if (closing && !route.path().equals("/health/live")) {
        throw new HttpProblem(
            503, "Stopping", "The server is stopping. Send the request to another one, or later.");
      }
      if (!health) {
        admission.admit(request);
      }
      expectText(request);
      answering.answer(request);
    } finally {
      atWork.decrementAndGet();
    }
  }

  /**
   * No text of Postgres has a NUL, so whoever asks for one asks for nothing that can be. One in a
   * path does not come so far.
   */
  private static void expectText(Context request) {
    boolean hasNul =
        request.queryParamMap().values().stream()
            .flatMap(List::stream)
            .anyMatch(value -> value.indexOf('\0') >= 0);
    if (hasNul) {
      throw RequestBody.bad(
          "The query: expected text, found a NUL character (%00), which no text may hold.");
    }
  }

  private void ready(Context request) {
    List<String> reasons = new ArrayList<>();
    if (closing) {
      reasons.add("the server is stopping");
    }
    try {
      if (reference.version() != new RunLedger(database.jdbi()).referenceVersion()) {
        reasons.add("the reference has changed and is not answered by yet");
      }
    } catch (RuntimeException e) {
      reasons.add("Postgres does not answer");
    }
    int nodes = 0;
    try {
      nodes = grid.nodes();
    } catch (RuntimeException e) {
      LOG.debug("The grid does not answer", e);
    }
    if (nodes == 0) {
      reasons.add("no node of the grid is there");
    }
    request.status(reasons.isEmpty() ? 200 : 503);
    Reply.json(request, Map.of("ready", reasons.isEmpty(), "nodes", nodes, "reasons", reasons));
  }

  private static String openApi() throws IOException {
    try (InputStream resource = LinkServer.class.getResourceAsStream("openapi.json")) {
      return new String(Objects.requireNonNull(resource).readAllBytes(), UTF_8);
    }
  }

  private void lookup(Context request) {
    JsonNode body = bodies.json(request);
    int top = number("top", body.path("top").asText(""), USUAL_TOP, MOST_TOP);
    RequestBody.Records records = bodies.records(body, new RecordForm(reference.spec()));
    answer(request, records, lookup.answer(records.records(), top));
  }

  private void link(Context request) {
    RequestBody.Records records =
        bodies.records(bodies.json(request), new RecordForm(reference.spec()));
    answer(request, records, linking.link(records.records()));
  }

  private static void answer(Context request, RequestBody.Records asked, List<?> results) {
    Reply.json(request, asked.several() ? Map.of("results", results) : results.get(0));
  }

  private void entity(Context request) {
    Reply.json(request, EntityView.of(database.jdbi(), reference.spec(), request.pathParam("id")));
  }

  private void explain(Context request) {
    try {
      Reply.json(
          request,
          new Explainer(database.jdbi(), reference.spec())
              .explain(
                  request.pathParam("record"), Optional.ofNullable(request.queryParam("entity"))));
    } catch (LinkgridException e) {
      HttpProblem problem = HttpProblem.of(e);
      throw e.kind() == Kind.USAGE ? problem.as(404, "Not found") : problem;
    }
  }

  private void waiting(Context request) {
    Reply.json(
        request,
        reviews.waiting(
            number(
                "limit",
                Objects.requireNonNullElse(request.queryParam("limit"), ""),
                USUAL_QUESTIONS,
                MOST_QUESTIONS)));
  }

  private void answer(Context request) {
    Reply.json(request, reviews.answer(request.pathParam("mention"), bodies.json(request)));
  }

  private Reconciliation reconciliation() {
    return new Reconciliation(lookup, reference.spec(), settings.maxRecords());
  }

  private DataExtension extension() {
    return new DataExtension(database.jdbi(), reference.spec(), settings.maxRecords());
  }

  private void reconcile(Context request) {
    admission.crossOrigin(request);
    String queries = parameter(request, "queries");
    String extend = parameter(request, "extend");
    boolean posted = request.method().equals(HandlerType.POST);
    if (posted) {
      Map<String, String> form = bodies.form(request);
      queries = form.getOrDefault("queries", "");
      extend = form.getOrDefault("extend", "");
    }
    if (!queries.isEmpty() && !extend.isEmpty()) {
      throw RequestBody.bad(
          "Expected either 'queries' or 'extend', found both. Send them in two requests.");
    }
    if (!queries.isEmpty()) {
      Reply.json(request, reconciliation().answer(queries));
    } else if (!extend.isEmpty()) {
      Reply.json(request, extension().answer(extend));
    } else if (posted) {
      throw RequestBody.bad(
          "The form: expected a field 'queries' with queries, or 'extend' with ids and properties,"
              + " as JSON, found none.");
    } else {
      String host = Objects.requireNonNullElse(request.header("Host"), "");
      Reply.json(
          request,
          reconciliation().manifest(host.isEmpty() ? address() : request.scheme() + "://" + host));
    }
  }

  private void proposeProperties(Context request) {
    admission.crossOrigin(request);
    int limit = number("limit", parameter(request, "limit"), MOST_PROPERTIES, MOST_PROPERTIES);
    Reply.json(request, extension().proposed(parameter(request, "type"), limit));
  }

  private void preview(Context request) {
    admission.crossOrigin(request);
    EntityView entity = EntityView.of(database.jdbi(), reference.spec(), parameter(request, "id"));
    request.header("Content-Security-Policy", "default-src 'none'");
    Reply.text(request, "text/html; charset=utf-8", Reconciliation.preview(entity));
  }

  private void suggestEntities(Context request) {
    admission.crossOrigin(request);
    String prefix = parameter(request, "prefix");
    Reply.json(
        request,
        Reconciliation.suggestions(
            prefix.isBlank()
                ? Map.of()
                : EntityView.beginningWith(database.jdbi(), prefix, USUAL_QUESTIONS)));
  }

  private static String parameter(Context request, String name) {
    return Objects.requireNonNullElse(request.queryParam(name), "");
  }

  private static int number(String name, String text, int usual, int most) {
    if (text.isEmpty()) {
      return usual;
    }
    if (!text.matches("[0-9]{1,6}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > most) {
      throw RequestBody.bad(
          "'" + name + "' is 1 to " + most + ", found '" + RequestBody.shown(text) + "'.");
    }
    return Integer.parseInt(text);
  }

  @Override
  public void close() {
    stop();
  }

  /** Takes no further requests, waits ten seconds at most for those at work, and ends. */
  public synchronized void stop() {
    if (closing) {
      return;
    }
    closing = true;
    follower.shutdownNow();
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (atWork.get() > 0 && System.nanoTime() < end) {
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.stop();
  }
}
