package io.linkgrid.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.linkgrid.model.LinkgridException;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How answers and problems are written. */
final class Reply {
  private static final Logger LOG = LoggerFactory.getLogger(Reply.class);

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  private Reply() {}

  /** Sees to it that each failure of a request is answered by a problem that says what to do. */
  static void toFailures(RoutesConfig routes) {
    routes.exception(HttpProblem.class, (e, request) -> problem(request, e));
    routes.exception(LinkgridException.class, (e, request) -> problem(request, HttpProblem.of(e)));
    routes.exception(
        JdbiException.class,
        (e, request) -> {
          LOG.warn("{} {} met Postgres as it failed", request.method(), request.path(), e);
          problem(request, HttpProblem.of(e));
        });
    routes.exception(HttpResponseException.class, (e, request) -> refused(request, e));
    routes.exception(
        Exception.class,
        (e, request) -> {
          LOG.error("{} {} failed", request.method(), request.path(), e);
          problem(
              request,
              new HttpProblem(
                  500,
                  "A fault of linkgrid",
                  "The request failed by a fault of linkgrid. Its log says more. Nothing is kept"
                      + " twice if it is sent again."));
        });
  }

  private static void refused(Context request, HttpResponseException e) {
    String detail =
        switch (e.getStatus()) {
          case 404 ->
              "There is nothing at "
                  + RequestBody.shown(request.path())
                  + ". GET /openapi.json says what there is.";
          case 405 -> request.method() + " is not answered there. GET /openapi.json says what is.";
          default -> e.getMessage() == null ? "The request was refused." : e.getMessage();
        };
    problem(request, new HttpProblem(e.getStatus(), "Refused", detail));
  }

  static void problem(Context request, HttpProblem problem) {
    if (problem.status() == 503) {
      request.header("Retry-After", "1");
    }
    request.status(problem.status());
    text(request, HttpProblem.MEDIA_TYPE, problem.json());
  }

  static void json(Context request, Object value) {
    try {
      text(request, "application/json", JSON.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An answer could not be written as JSON", e);
    }
  }

  static void text(Context request, String mediaType, String text) {
    request.header("X-Content-Type-Options", "nosniff").header("Cache-Control", "no-store");
    request.result(text.getBytes(UTF_8)).contentType(mediaType);
  }
}
