package io.linkgrid.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linkgrid.database.RunLedger;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.review.Answer;
import io.linkgrid.review.ReviewItem;
import io.linkgrid.review.ReviewQueue;
import io.linkgrid.review.ReviewSheet;
import io.linkgrid.review.ReviewText;
import io.linkgrid.review.UnsureOnes;
import io.linkgrid.spec.Attribute;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Asks a person about the records that could not be decided. */
@Command(
    name = "review",
    description = {
      "Asks about each record that a run left in review whether it is the same as its best candidate,"
          + " the likeliest first, and writes each answer down at once.",
      "Answers are read from standard input, a line each: y, n, u, b takes the last one back, q"
          + " quits. What is not answered is asked the next time."
    },
    footer = {
      "",
      "Examples: linkgrid review",
      "          linkgrid review --unsure --by ada",
      "          linkgrid review --export queue.csv",
      "          linkgrid review --import queue.csv --by ada"
    })
final class ReviewCommand implements Callable<Integer> {
  private static final String PROMPT = "[y]es same, [n]o different, [u]nsure, [b]ack, [q]uit: ";

  @Option(
      names = "--unsure",
      description = "Ask again about those that were answered as unsure before.")
  private boolean unsure;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who answers (default: the user of the system).")
  private @Nullable String by;

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description = "Write the queue to a CSV file, with an empty column 'answer' to fill in.")
  private @Nullable Path export;

  @Option(
      names = "--import",
      paramLabel = "FILE",
      description = "Take the answers of such a file: y, n or u; without one a row is skipped.")
  private @Nullable Path filledIn;

  @Mixin private SpecOption spec = new SpecOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @ParentCommand private @Nullable LinkgridCommand parent;

  @Override
  public Integer call() throws Exception {
    LinkgridCommand main = Objects.requireNonNull(parent);
    if (export != null && filledIn != null) {
      throw new LinkgridException(
          Kind.USAGE, "--export and --import exclude each other. Export, fill in, then import.");
    }
    String person = person();
    SpecText text = spec.read();
    try (DatabaseSession session = DatabaseSession.open(database, main.environment(), text)) {
      new RunLedger(session.database().jdbi()).refuseAnotherSpec(text);
      ReviewQueue queue =
          new ReviewQueue(
              session.database(),
              text.parse(),
              unsure ? UnsureOnes.ASKED_AGAIN : UnsureOnes.LEFT_ASIDE);
      List<String> attributes = attributes(text.parse());
      if (export != null) {
        export(queue, attributes, export, main.out());
      } else if (filledIn != null) {
        take(queue, ReviewSheet.read(filledIn), person, main);
      } else {
        ask(queue, attributes, person, main);
      }
    }
    return 0;
  }

  private String person() {
    String name = Optional.ofNullable(by).orElse(System.getProperty("user.name", "somebody"));
    if (name.isBlank()) {
      throw new LinkgridException(
          Kind.USAGE, "--by expects the name of a person, but found '" + name + "'.");
    }
    return name.strip();
  }

  private static List<String> attributes(LinkSpec spec) {
    return spec.attributes().stream().map(Attribute::name).toList();
  }

  private static void export(
      ReviewQueue queue, List<String> attributes, Path file, PrintStream out) {
    List<ReviewItem> items = queue.all();
    ReviewSheet.write(file, attributes, items);
    out.printf(
        Locale.ROOT,
        "%,d questions in %s. Fill in the column 'answer' (y, n, u), then --import it.%n",
        items.size(),
        file);
    out.flush();
  }

  private static void take(
      ReviewQueue queue, ReviewSheet sheet, String person, LinkgridCommand main) {
    ReviewQueue.Applied applied = queue.answer(sheet, person);
    applied.skipped().forEach(sentence -> main.err().println("Skipped " + sentence));
    finish(queue, main.out());
  }

  private static void ask(
      ReviewQueue queue, List<String> attributes, String person, LinkgridCommand main)
      throws IOException {
    PrintStream out = main.out();
    // Standard input is the caller's, so it stays open.
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    Optional<ReviewItem> item = queue.next();
    boolean goesOn = true;
    while (goesOn && item.isPresent()) {
      int number = queue.answered() + 1;
      out.printf(Locale.ROOT, "%n%,d of %,d%n", number, queue.answered() + queue.size());
      out.print(ReviewText.render(item.get(), attributes));
      goesOn = answer(queue, item.get(), person, lines, main);
      item = queue.next();
    }
    finish(queue, out);
  }

  /** Asks until something was done, and returns whether to go on. */
  private static boolean answer(
      ReviewQueue queue, ReviewItem item, String person, BufferedReader lines, LinkgridCommand main)
      throws IOException {
    while (true) {
      main.out().print(PROMPT);
      main.out().flush();
      String line = lines.readLine();
      if (line == null) {
        main.out().println();
        return false;
      }
      String word = line.strip().toLowerCase(Locale.ROOT);
      Optional<Answer> answer = Answer.read(word);
      try {
        if (answer.isPresent()) {
          queue.answer(item.mention(), answer.get(), person);
          return true;
        }
        switch (word) {
          case "q", "quit" -> {
            return false;
          }
          case "b", "back" -> {
            if (queue.undo().isPresent()) {
              return true;
            }
            main.err().println("Nothing was answered in this session, so nothing is taken back.");
          }
          default ->
              main.err().println("Expected y, n, u, b or q, but found '" + line.strip() + "'.");
        }
      } catch (LinkgridException e) {
        if (e.kind() != Kind.USAGE) {
          throw e;
        }
        // The question may be out of date by now, so the queue is asked again.
        main.err().println(e.getMessage());
        return true;
      }
    }
  }

  private static void finish(ReviewQueue queue, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%,d answered (%,d same, %,d different, %,d unsure), %,d left.%n",
        queue.answered(),
        queue.answered(Answer.SAME),
        queue.answered(Answer.DIFFERENT),
        queue.answered(Answer.UNSURE),
        queue.size());
    long aside = queue.unsure();
    if (aside > 0) {
      out.printf(Locale.ROOT, "%,d in all are unsure; --unsure asks about them again.%n", aside);
    }
    out.flush();
  }
}
