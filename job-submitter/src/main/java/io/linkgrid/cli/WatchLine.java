package io.linkgrid.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linkgrid.job.LinkRun.Linked;
import io.linkgrid.report.ResultCounts;
import io.linkgrid.source.ShownText;
import io.linkgrid.watch.Handled;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Prints a line for each file that was handled. */
final class WatchLine {
  private static final double MILLIS = 1_000;

  private final PrintStream out;
  private final OutputFormat format;

  WatchLine(PrintStream out, OutputFormat format) {
    this.out = out;
    this.format = format;
  }

  void print(Handled handled) {
    out.println(
        switch (format) {
          case TABLE -> text(handled);
          case JSON -> json(handled);
        });
    out.flush();
  }

  private static String text(Handled handled) {
    String outcome = handled.outcome().name().toLowerCase(Locale.ROOT);
    String what = handled.message().lines().findFirst().orElse("");
    if (what.isEmpty() && handled.linked().isPresent()) {
      ResultCounts rows = handled.linked().get().counts();
      what =
          String.format(
              Locale.ROOT,
              "%,d rows: %,d linked, %,d new, %,d review, %,d rejected; %.1f s",
              rows.read(),
              rows.linked(),
              rows.founded(),
              rows.review(),
              rows.rejected(),
              handled.seconds());
    }
    return String.format(
        Locale.ROOT, "%-9s  %s  %s", outcome, ShownText.of(Path.of(handled.file())), what);
  }

  private static String json(Handled handled) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("file", handled.file())
        .put("outcome", handled.outcome().name())
        .put("seconds", Math.round(handled.seconds() * MILLIS) / MILLIS);
    if (handled.linked().isPresent()) {
      Linked linked = handled.linked().get();
      node.put("file_id", linked.fileId())
          .put("run_id", linked.runId())
          .put("read", linked.counts().read())
          .put("linked", linked.counts().linked())
          .put("new", linked.counts().founded())
          .put("review", linked.counts().review())
          .put("rejected", linked.counts().rejected());
    }
    if (!handled.message().isEmpty()) {
      node.put("message", handled.message());
    }
    return node.toString();
  }
}
