package io.linkgrid.serve;

import io.javalin.http.Context;
import java.util.Objects;

/**
 * Who may ask: whoever has the token, or, where there is none, this machine alone; and nobody too
 * often. Safe for any number of threads.
 */
final class Admission {
  private final ServeSettings settings;
  private final RateLimit rate;

  Admission(ServeSettings settings) {
    this.settings = settings;
    rate = new RateLimit(settings.perSecond(), System::nanoTime);
  }

  /** Who may ask without a token. */
  private enum Access {
    OPEN,
    WITH_TOKEN
  }

  /**
   * Lets a request in.
   *
   * @throws HttpProblem of status 401, 421 or 429 if it is not
   */
  void admit(Context request) {
    Access access = settings.token().isEmpty() ? Access.OPEN : Access.WITH_TOKEN;
    switch (access) {
      case OPEN -> refuseForeignNames(request);
      case WITH_TOKEN -> {
        String header = Objects.requireNonNullElse(request.header("Authorization"), "");
        if (!settings.token().orElseThrow().isNamedBy(header)) {
          request.header("WWW-Authenticate", "Bearer");
          // Who guesses is slowed down as well.
          limit(request);
          throw new HttpProblem(
              401,
              "A token is needed",
              "The header Authorization: expected 'Bearer' and the token of this server, found "
                  + (header.isEmpty() ? "none." : "another."));
        }
      }
    }
    limit(request);
  }

  /** A page of the web may have its own name point to this machine: then the name gives it away. */
  private void refuseForeignNames(Context request) {
    String host = Objects.requireNonNullElse(request.header("Host"), "");
    String name = host.replaceAll(":\\d+$", "");
    if (!name.equals("localhost")
        && !name.equals("[::1]")
        && !name.matches("127(\\.\\d{1,3}){3}")
        && !name.equals(settings.host())) {
      throw new HttpProblem(
          421,
          "Another host was asked",
          "The header Host: expected localhost or 127.0.0.1, found '"
              + RequestBody.shown(host)
              + "'. Without a token, this server answers this machine alone.");
    }
  }

  private void limit(Context request) {
    if (!rate.allows(request.ip())) {
      request.header("Retry-After", "1");
      throw new HttpProblem(
          429,
          "Too many requests",
          "More than "
              + settings.perSecond()
              + " requests a second came from one client. Nothing was done. Send several records in"
              + " one request, or allow more with --max-rate.");
    }
  }

  /** A spreadsheet in a browser reads what its own page may read, and no other page does. */
  void crossOrigin(Context request) {
    String origin = Objects.requireNonNullElse(request.header("Origin"), "");
    if (settings.origins().contains(origin)) {
      request.header("Access-Control-Allow-Origin", origin).header("Vary", "Origin");
    }
  }
}
