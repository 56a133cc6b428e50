package io.linkgrid.cli;

import io.linkgrid.job.BlockingReport;
import io.linkgrid.job.BlockingReport.FileCandidates;
import io.linkgrid.job.BlockingReport.KeyCandidates;
import io.linkgrid.job.BlockingReport.NodeCandidates;
import io.linkgrid.job.BlockingReport.RuleCandidates;
import java.util.Locale;

/** What blocking brings together, for people. */
final class BlockingText {
  private static final int MINUTE = 60;
  private static final int HOUR = 3_600;
  private static final double PERCENT = 100;
  private static final double MILLION = 1e6;

  private final StringBuilder text = new StringBuilder();

  private BlockingText() {}

  static String render(BlockingReport report) {
    BlockingText page = new BlockingText();
    for (FileCandidates file : report.files()) {
      page.file(file);
    }
    page.end(report);
    return page.text.toString().stripTrailing();
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }

  private void file(FileCandidates file) {
    boolean hasReference = file.referenceMentions() > 0;
    line(
        "%s (%s): %,d mentions%s",
        file.role(),
        file.name(),
        file.newMentions(),
        hasReference ? ", against %,d known before".formatted(file.referenceMentions()) : "");
    line("");
    line(
        " %-20s | %16s | %16s | %16s",
        "rule", "with known ones", "among new ones", "summed over keys");
    line("----------------------+------------------+------------------+-----------------");
    long withReference = 0;
    long amongNew = 0;
    long summed = 0;
    for (RuleCandidates rule : file.rules()) {
      pairs(rule.rule(), rule.withReference(), rule.amongNew(), rule.summedOverKeys());
      withReference += rule.withReference();
      amongNew += rule.amongNew();
      summed += rule.summedOverKeys();
    }
    line("----------------------+------------------+------------------+-----------------");
    pairs("candidate pairs", withReference, amongNew, summed);
    line("");
    line(
        "Of %,d pairs, blocking spares %.4f %%. %s",
        file.possiblePairs(),
        PERCENT * file.reductionRatio(),
        file.withoutKey() == 0
            ? "Each mention has a key."
            : "%,d mentions have no key and meet nobody.".formatted(file.withoutKey()));
    line("");
    line(" %-30s | %16s | %7s", "node", "pairs", "share");
    line("--------------------------------+------------------+--------");
    for (NodeCandidates node : file.nodes()) {
      line(
          " %-30s | %,16d | %5.1f %%",
          node.node(), node.pairs(), file.pairs() == 0 ? 0 : PERCENT * node.pairs() / file.pairs());
    }
    line("");
    line(" %-12s | %-34s | %21s | %16s", "rule", "largest keys", "mentions", "pairs");
    line(
        "--------------+------------------------------------+-----------------------+-----------------");
    for (KeyCandidates key : file.keys()) {
      line(
          " %-12s | %-34s | %21s | %,16d%s",
          key.rule(),
          shortened(key.value()),
          hasReference
              ? "%,d x %,d".formatted(key.newMentions(), key.referenceMentions())
              : "%,d".formatted(key.newMentions()),
          key.pairs(),
          key.capped() ? " capped" : "");
    }
    if (file.cappedKeys() > 0) {
      line("");
      line(
          "%,d of the keys %s more mentions than the cap of the rule and would bring no pairs together.",
          file.cappedKeys(), file.cappedKeys() == 1 ? "has" : "have");
    }
    line("");
  }

  private void pairs(String name, long withReference, long amongNew, long summed) {
    line(" %-20s | %,16d | %,16d | %,16d", name, withReference, amongNew, summed);
  }

  private static String shortened(String value) {
    int most = 34;
    return value.length() <= most ? value : value.substring(0, most - 1) + "…";
  }

  private void end(BlockingReport report) {
    line(
        "A pair counts under the first key that both have; summed over keys it counts under each."
            + " New ones are compared among themselves only when they match no known one.");
    if (report.time().pairsPerSecond() > 0) {
      line(
          "To compare all %,d pairs takes about %s%s: %.2f million pairs a second and core, as measured"
              + " just now on this machine, on %d cores.",
          report.pairs(),
          duration(report.time().seconds()),
          switch (report.time().basis()) {
            case COMPARED -> ", less when a model tells what to spare";
            case SCORED -> "";
          },
          report.time().pairsPerSecond() / MILLION,
          report.time().cores());
    }
    line(
        "The budget of a run is %,d pairs%s. Counted in %.1f s.",
        report.maxPairs(),
        report.pairsAtMost() > report.maxPairs()
            ? ", but it would compare up to %,d: it would be refused"
                .formatted(report.pairsAtMost())
            : "",
        report.countingSeconds());
  }

  private static String duration(double seconds) {
    if (seconds < MINUTE) {
      return "%.1f s".formatted(seconds);
    }
    return seconds < HOUR
        ? "%.1f minutes".formatted(seconds / MINUTE)
        : "%.1f hours".formatted(seconds / HOUR);
  }
}
