package io.linkgrid.job;

import io.linkgrid.database.RejectLedger;
import io.linkgrid.database.RejectLedger.SameReason;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.source.SurveyedFile;
import java.util.List;
import java.util.Locale;

/**
 * Looks how many rows of a file are rejected while it is landed, and says when they are too many.
 * It counts in the database, where a row is once, however often a job was begun.
 */
final class RejectWatch {
  private static final long NANOS_BETWEEN_LOOKS = 1_000_000_000;
  private static final int REASONS_SHOWN = 5;
  private static final int LONGEST_EXAMPLE = 100;

  private final RejectLedger ledger;
  private final SurveyedFile file;
  private final RejectLimit limit;
  private boolean tooMany;
  private long lastLook = System.nanoTime();

  RejectWatch(RunContext run, SurveyedFile file) {
    this.ledger = new RejectLedger(run.database().jdbi());
    this.file = file;
    this.limit = run.inputs().maxRejects();
  }

  /** Looks, if it has not just done so. */
  void look() {
    if (System.nanoTime() - lastLook > NANOS_BETWEEN_LOOKS) {
      refuseTooMany();
      lastLook = System.nanoTime();
    }
  }

  /** Returns whether that is why the file is not landed. */
  boolean foundTooMany() {
    return tooMany;
  }

  private boolean areTooMany() {
    return ledger.areMoreThan(limit.of(file.rows()), file.fileId());
  }

  /**
   * Stops a run that has too many rejects.
   *
   * @throws LinkgridException DATA, with the commonest reasons
   */
  void refuseTooMany() {
    tooMany = areTooMany();
    if (tooMany) {
      throw new LinkgridException(
          Kind.DATA, sentence("The file is landed, and nothing of it linked"));
    }
  }

  /** Takes back what the file has landed, and returns why. */
  LinkgridException takenBack(LinkgridException cause) {
    String sentence = sentence("Nothing of the file was kept");
    ledger.takeBack(file);
    return new LinkgridException(Kind.DATA, sentence, cause);
  }

  private String sentence(String state) {
    long rejected = ledger.of(file.fileId());
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s (%s): %,d of its %,d rows cannot be used so far, and --max-rejects allows %s. %s."
                + " The commonest reasons:",
            file.role(),
            file.name(),
            rejected,
            file.rows(),
            allowed(),
            state));
    List<SameReason> reasons = ledger.commonest(file.fileId(), REASONS_SHOWN);
    for (SameReason reason : reasons) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n  %,d %s, such as line %d: %s%n    %s",
              reason.rows(),
              reason.rows() == 1 ? "row" : "rows",
              reason.line(),
              reason.reason(),
              oneLine(reason.raw())));
    }
    return text.append(
            String.format(
                Locale.ROOT,
                "%nCorrect the file or the spec, or allow more with --max-rejects, and run again."))
        .toString();
  }

  private String allowed() {
    long rows = limit.of(file.rows());
    return limit.unit() == RejectLimit.Unit.ROWS
        ? String.format(Locale.ROOT, "%,d", rows)
        : String.format(Locale.ROOT, "%s, which is %,d", limit, rows);
  }

  private static String oneLine(String raw) {
    String line = raw.replaceAll("[\\p{Cntrl}\\x{80}-\\x{9f}\\p{Zl}\\p{Zp}\\p{Cf}]+", " ");
    return line.codePointCount(0, line.length()) <= LONGEST_EXAMPLE
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST_EXAMPLE)) + "…";
  }
}
