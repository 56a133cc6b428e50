package io.linkgrid.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is said of a failure is one sentence after another, whoever said it. */
class LinkgridExceptionTest {
  @Test
  void aCauseThatClosesItsSentence_isNotClosedAgain() {
    assertThat(saying("An I/O error occurred while sending to the backend."))
        .isEqualTo(
            "Cannot read: An I/O error occurred while sending to the backend. Nothing is lost; run"
                + " again.");
  }

  @Test
  void aCauseThatDoesNot_isClosed() {
    assertThat(saying("No space left on device"))
        .isEqualTo("Cannot read: No space left on device. Nothing is lost; run again.");
  }

  @Test
  void anEllipsisStays_andSoDoesAMessageThatQuotesNobody() {
    assertThat(saying("and so on..."))
        .isEqualTo("Cannot read: and so on.... Nothing is lost; run again.");
    assertThat(new LinkgridException(Kind.DATA, "Broken. Mend it.", new IOException()))
        .hasMessage("Broken. Mend it.");
  }

  private static String saying(String cause) {
    IOException e = new IOException(cause);
    return String.valueOf(
        new LinkgridException(
                Kind.DATABASE,
                "Cannot read: " + e.getMessage() + ". Nothing is lost; run again.",
                e)
            .getMessage());
  }
}
