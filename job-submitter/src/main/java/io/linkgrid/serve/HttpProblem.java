package io.linkgrid.serve;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linkgrid.model.LinkgridException;
import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;

/**
 * Why a request was not done, as RFC 9457 says it. The detail is a sentence for a person: where,
 * what was expected, what was found, what to do.
 */
final class HttpProblem extends RuntimeException {
  static final String MEDIA_TYPE = "application/problem+json";

  private static final long serialVersionUID = 1;

  private final int status;
  private final String title;
  private final String detail;

  HttpProblem(int status, String title, String detail) {
    super(detail);
    this.status = status;
    this.title = title;
    this.detail = detail;
  }

  /** Returns what a failure of linkgrid is to a client. */
  static HttpProblem of(LinkgridException e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    return switch (e.kind()) {
      case USAGE, DATA -> new HttpProblem(422, "Cannot be processed", message);
      case GRID -> new HttpProblem(503, "The grid does not answer", message);
      case DATABASE -> new HttpProblem(503, "The database does not answer", message);
      case CANCELLED -> new HttpProblem(503, "Stopped", message);
      case INTERNAL -> new HttpProblem(500, "A fault of linkgrid", message);
    };
  }

  /** Returns what a failure of Postgres is to a client: nothing that it sent is the reason. */
  static HttpProblem of(JdbiException e) {
    return of(
        new LinkgridException(
            LinkgridException.Kind.DATABASE,
            "Postgres fails: " + firstWords(e) + ". Send the request again when it answers.",
            e));
  }

  /** What Postgres says, without the statement and the values of the record. */
  static String firstWords(Throwable problem) {
    Throwable cause = problem;
    while (cause.getCause() != null && !(cause instanceof SQLException)) {
      cause = cause.getCause();
    }
    String message = cause instanceof SQLException ? cause.getMessage() : null;
    return message == null
        ? cause.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }

  /** Returns the same problem with another status. */
  HttpProblem as(int otherStatus, String otherTitle) {
    return new HttpProblem(otherStatus, otherTitle, detail);
  }

  int status() {
    return status;
  }

  /** Returns the body of the answer. */
  String json() {
    ObjectNode body = new ObjectMapper().createObjectNode();
    body.put("type", "about:blank");
    body.put("title", title);
    body.put("status", status);
    body.put("detail", detail);
    return body.toString();
  }
}
