package io.linkgrid.grid;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.MemberLeftException;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class NodeFailureTest {
  /** Of a library that the reader does not have. */
  private static final class Unread extends RuntimeException {
    Unread(String message, Throwable cause) {
      super(message, cause);
    }
  }

  @Test
  void whatAllCanRead_staysAsItIs() {
    RuntimeException left = new IllegalStateException("odd", new MemberLeftException("gone"));
    RuntimeException file = new UncheckedIOException(new IOException("no room"));

    assertThat(NodeFailure.travelling(left)).isSameAs(left);
    assertThat(NodeFailure.travelling(file)).isSameAs(file);
  }

  @Test
  void aSentence_keepsKindAndMessage_andItsCauseBecomesText() {
    LinkgridException failure =
        new LinkgridException(
            Kind.DATABASE, "Postgres is gone.", new SQLException("cut", new Unread("in", null)));

    RuntimeException travelling = NodeFailure.travelling(failure);

    assertThat(travelling)
        .isInstanceOfSatisfying(
            LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DATABASE))
        .hasMessage("Postgres is gone.");
    assertThat(travelling.getStackTrace()).isEqualTo(failure.getStackTrace());
    assertThat(travelling.getCause())
        .isInstanceOf(NodeFailure.class)
        .hasToString("java.sql.SQLException: cut");
    assertThat(travelling.getCause().getCause())
        .isInstanceOf(NodeFailure.class)
        .hasToString(Unread.class.getName() + ": in");
  }

  @Test
  void whatOthersCannotRead_becomesText_alsoWhereItIsSuppressedOrGoesInACircle() {
    Exception circle = new Exception("a");
    Unread failure = new Unread("b", circle);
    circle.initCause(failure);
    IllegalStateException above = new IllegalStateException("c");
    above.addSuppressed(failure);

    RuntimeException travelling = NodeFailure.travelling(above);

    assertThat(travelling)
        .isInstanceOf(NodeFailure.class)
        .hasToString("java.lang.IllegalStateException: c");
    Throwable suppressed = travelling.getSuppressed()[0];
    assertThat(suppressed).isInstanceOf(NodeFailure.class).hasToString(failure.toString());
    assertThat(suppressed.getCause()).isInstanceOf(NodeFailure.class).hasNoCause();
  }
}
