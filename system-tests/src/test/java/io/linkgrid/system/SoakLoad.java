package io.linkgrid.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a server at a steady rate, whether it answers or not: lookups, and now and then a record
 * that is to be linked. A time counts from when the request was due, so one that had to wait for
 * others is as slow as it looks.
 */
final class SoakLoad {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LINK_EVERY = 10;

  /** More than wait at once: else those that wait here for the others would look slow. */
  private static final int THREADS = 64;

  private static final int OK = 200;
  private static final double NANOS_A_MILLI = 1e6;

  /** The first words of the sentence that says why something was not done. */
  private static final Pattern DETAIL = Pattern.compile("\"detail\" *: *\"([^\".:]{1,60})");

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(THREADS);
  private final AtomicInteger number = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger mostUnderWay = new AtomicInteger();
  private final String server;
  private final List<List<String>> records;

  /** What lookups and links took. */
  final Latencies lookups = new Latencies();

  final Latencies links = new Latencies();

  /** Ids of records that the server has said to have linked. */
  final ConcurrentLinkedQueue<String> accepted = new ConcurrentLinkedQueue<>();

  /**
   * An answer.
   *
   * @param due when it should have been asked for
   * @param millis from then until it came
   */
  record Answer(Instant due, double millis) {
    Instant came() {
      return due.plusNanos((long) (millis * NANOS_A_MILLI));
    }
  }

  /** Answers, and how often there was none. */
  static final class Latencies {
    private final List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
    private final TreeMap<String, Integer> refused = new TreeMap<>();

    synchronized void refused(String why) {
      refused.merge(why, 1, Integer::sum);
    }

    int answered() {
      return answers.size();
    }

    /** Returns the answers that meet a condition. */
    Latencies of(Predicate<Answer> condition) {
      Latencies some = new Latencies();
      synchronized (answers) {
        answers.stream().filter(condition).forEach(some.answers::add);
      }
      return some;
    }

    synchronized String refusals() {
      return refused.isEmpty() ? "none" : refused.toString();
    }

    /** Returns the time within which this share was answered. */
    double share(double share) {
      List<Double> sorted;
      synchronized (answers) {
        sorted = new ArrayList<>(answers.stream().map(Answer::millis).toList());
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

  /** Returns how many requests waited for their answers at once, at most. */
  int mostUnderWay() {
    return mostUnderWay.get();
  }

  private void ask(int turn, long due) {
    mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    try {
      send(turn, due);
    } finally {
      underWay.decrementAndGet();
    }
  }

  private void send(int turn, long due) {
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
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() == OK) {
        double millis = (System.nanoTime() - due) / NANOS_A_MILLI;
        of.answers.add(
            new Answer(Instant.now().minusNanos((long) (millis * NANOS_A_MILLI)), millis));
        if (isLink) {
          accepted.add(id);
        }
      } else {
        Matcher detail = DETAIL.matcher(response.body());
        of.refused(response.statusCode() + (detail.find() ? " " + detail.group(1) : ""));
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
