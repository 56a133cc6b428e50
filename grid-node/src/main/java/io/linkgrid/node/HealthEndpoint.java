package io.linkgrid.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Answers {@code GET /health/live} and {@code GET /health/ready} with 200 or 503 and a line of
 * JSON, and {@code GET /metrics} with the metrics of the node for Prometheus.
 */
final class HealthEndpoint implements AutoCloseable {
  private static final int THREADS = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads;

  private HealthEndpoint(HttpServer server) {
    this.server = server;
    this.threads = Executors.newFixedThreadPool(THREADS, HealthEndpoint::daemon);
  }

  /**
   * Starts to answer.
   *
   * @throws LinkgridException of kind GRID if the address cannot be used
   */
  static HealthEndpoint open(InetSocketAddress address, NodeHealth health, NodeMetrics metrics) {
    HttpServer server;
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.GRID,
          "The health endpoint cannot use "
              + text(address)
              + ": "
              + e.getMessage()
              + ". Choose another port with --health-port PORT, or none with --health-port 0.",
          e);
    }
    HealthEndpoint endpoint = new HealthEndpoint(server);
    server.setExecutor(endpoint.threads);
    server.createContext("/health/live", exchange -> answer(exchange, health::live));
    server.createContext("/health/ready", exchange -> answer(exchange, health::ready));
    server.createContext("/metrics", exchange -> answer(exchange, metrics));
    server.start();
    return endpoint;
  }

  /** Returns host and port that it answers on. */
  String address() {
    return text(server.getAddress());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void answer(HttpExchange exchange, Supplier<NodeHealth.Report> question)
      throws IOException {
    try (exchange) {
      if (isGet(exchange)) {
        NodeHealth.Report report = question.get();
        byte[] body = JSON.writeValueAsBytes(report);
        send(exchange, report.ok() ? 200 : 503, "application/json", body);
      }
    }
  }

  private static void answer(HttpExchange exchange, NodeMetrics metrics) throws IOException {
    try (exchange) {
      if (isGet(exchange)) {
        byte[] body = metrics.text().getBytes(UTF_8);
        send(exchange, 200, PrometheusText.CONTENT_TYPE, body);
      }
    }
  }

  /** Answers itself whoever wants something else. */
  private static boolean isGet(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      return true;
    }
    exchange.getResponseHeaders().set("Allow", "GET");
    exchange.sendResponseHeaders(405, -1);
    return false;
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "linkgrid-health");
    thread.setDaemon(true);
    return thread;
  }

  private static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }
}
