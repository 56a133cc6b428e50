package io.linkgrid.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks a server at a steady rate, whether it answers or not: lookups, and now and then a record
 * that is to be linked. A time counts from when the request was due, so one that had to wait for
 * others is as slow as it looks.
 */
final class SoakLoad {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LINK_EVERY = 10;
  private static final int THREADS = 8;
  private static final int OK = 200;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(THREADS);
  private final AtomicInteger number = new AtomicInteger();
  private final String server;
  private final List<List<String>> records;

  /** What lookups and links took. */
  final Latencies lookups = new Latencies();

  final Latencies links = new Latencies();

  /** Ids of records that the server has said to have linked. */
  final ConcurrentLinkedQueue<String> accepted = new ConcurrentLinkedQueue<>();

  /** Millis of answers, and how often there was none. */
  static final class Latencies {
    private final List<Double> millis = Collections.synchronizedList(new ArrayList<>());
    private final TreeMap<String, Integer> refused = new TreeMap<>();

    synchronized void refused(String why) {
      refused.merge(why, 1, Integer::sum);
    }

    int answered() {
      return millis.size();
    }

    synchronized String refusals() {
      return refused.isEmpty() ? "none" : refused.toString();
    }

    /** Returns the time within which this share was answered. */
    double share(double share) {
      List<Double> sorted;
      synchronized (millis) {
        sorted = new ArrayList<>(millis);
      }
      Collections.sort(sorted);
      return sorted.isEmpty()
          ? Double.NaN
          : sorted.get((int) Math.min(sorted.size() - 1.0, Math.floor(sorted.size() * share)));
    }
  }

  /**
   * Begins.
   *
   * @param records rows of restaurants that are asked about, in turns
   */
  SoakLoad(String server, List<List<String>> records, int perSecond) {
    this.server = server;
    this.records = records;
    long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long first = System.nanoTime();
    // One task a request, so that a slow one does not hold up those after it.
    var unused =
        clock.scheduleAtFixedRate(
            () -> {
              int turn = number.getAndIncrement();
              long due = first + turn * period;
              clock.execute(() -> ask(turn, due));
            },
            0,
            period,
            TimeUnit.NANOSECONDS);
  }

  private void ask(int turn, long due) {
    List<String> row = records.get(turn % records.size());
    boolean isLink = turn % LINK_EVERY == 0;
    String id = "soak-" + turn;
    Latencies of = isLink ? links : lookups;
    String record =
        "{\"name\":\"%s\",\"address\":\"%s\",\"zip\":\"%s\"%s}"
            .formatted(
                text(row.get(0)),
                text(row.get(1)),
                text(row.get(4)),
                isLink ? ",\"inspection_id\":\"" + id + "\"" : "");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server + (isLink ? "/v1/link" : "/v1/lookup")))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"record\":" + record + "}"))
            .build();
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
      if (status == OK) {
        of.millis.add((System.nanoTime() - due) / 1e6);
        if (isLink) {
          accepted.add(id);
        }
      } else {
        of.refused(Integer.toString(status));
      }
    } catch (IOException e) {
      of.refused(e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String text(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** Asks no more, and waits for the answers that are due. */
  void end() throws InterruptedException {
    clock.shutdown();
    if (!clock.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      clock.shutdownNow();
    }
  }
}
