package io.linkgrid.node;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A question to the grid, which may take for ever while the grid is in trouble. However many ask,
 * it is put once at a time, by a thread of its own, and nobody waits longer than two seconds. Safe
 * for any number of threads.
 */
final class PatientLook<T> {
  private static final long PATIENCE_SECONDS = 2;

  private final String thread;
  private final Supplier<T> question;
  private final AtomicReference<CompletableFuture<T>> asked = new AtomicReference<>();

  PatientLook(String thread, Supplier<T> question) {
    this.thread = thread;
    this.question = question;
  }

  /** Returns the answer, or what follows from the reason why there is none. */
  T answerOr(Function<String, T> none) {
    CompletableFuture<T> fresh = new CompletableFuture<>();
    CompletableFuture<T> running = asked.compareAndExchange(null, fresh);
    if (running == null) {
      running = fresh;
      Thread looker = new Thread(() -> look(fresh), thread);
      looker.setDaemon(true);
      looker.start();
    }
    try {
      return running.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return none.apply("no answer from the member within " + PATIENCE_SECONDS + " s");
    } catch (ExecutionException e) {
      return none.apply(String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return none.apply("interrupted");
    }
  }

  private void look(CompletableFuture<T> answer) {
    try {
      answer.complete(question.get());
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    } finally {
      asked.set(null);
    }
  }
}
