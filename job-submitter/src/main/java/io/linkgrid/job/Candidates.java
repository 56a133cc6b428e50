package io.linkgrid.job;

import com.hazelcast.jet.core.DAG;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.database.BlockingLedger;
import io.linkgrid.database.BlockingLedger.CountedKey;
import io.linkgrid.database.BlockingLedger.RulePairs;
import io.linkgrid.database.Database;
import io.linkgrid.database.LandedFile;
import io.linkgrid.job.BlockingReport.FileCandidates;
import io.linkgrid.job.BlockingReport.KeyCandidates;
import io.linkgrid.job.BlockingReport.NodeCandidates;
import io.linkgrid.job.BlockingReport.RuleCandidates;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.processor.FileTurn;
import io.linkgrid.processor.FileTurn.Compared;
import io.linkgrid.processor.JobMetrics;
import io.linkgrid.processor.MentionQuery;
import io.linkgrid.source.SurveyedFile;
import io.linkgrid.spec.BlockingRule;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecText;
import io.linkgrid.submit.JobOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Knows, before anything is compared, which pairs the files of a run bring together; caps keys that
 * too many mentions have, and refuses a run of too many pairs.
 *
 * <p>Keys are counted over the mentions of a file, of all files that are linked, and of those of
 * this run that come before it. So the same keys are capped when an interrupted run goes on, and
 * for any number of nodes. Not safe for several threads.
 */
final class Candidates {
  private static final int NAMED = 3;
  private static final int SHOWN_KEYS = 10;
  private static final double ROUND_UP = 1.1;
  private static final double NANOS = 1e9;
  private static final String UNMATCHED = "-unmatched";

  private final BlockingLedger ledger;
  private final Database database;
  private final LinkSpec spec;
  private final long maxPairs;
  private final Jobs jobs;
  private final Map<Long, List<Long>> cappedByFile = new HashMap<>();

  /** Submits a job and waits for it. */
  @FunctionalInterface
  interface Jobs {
    JobOutcome run(String stage, DAG dag) throws Exception;
  }

  /**
   * Counts in a database.
   *
   * @param maxPairs the most candidate pairs of a run, summed over the keys
   */
  Candidates(Database database, LinkSpec spec, long maxPairs, Jobs jobs) {
    this.ledger = new BlockingLedger(database.jdbi());
    this.database = database;
    this.spec = spec;
    this.maxPairs = maxPairs;
    this.jobs = jobs;
  }

  /**
   * Counts what the files of a run bring together.
   *
   * @param counted the spec with its counts of values
   * @param files those that are not linked yet, in their order
   * @throws LinkgridException of kind USAGE if there are more pairs than the run may compare
   */
  void count(SpecText counted, List<SurveyedFile> files, String runId) throws Exception {
    ledger.clear(runId, files.stream().map(SurveyedFile::fileId).toList());
    cappedByFile.clear();
    if (!canMatter(counted.parse())) {
      return;
    }
    List<FileTurn> turns = turns(files);
    jobs.run("blocking", BlockingGraph.ofKeys(turns, counted, database.address(), runId));
    for (FileTurn turn : turns) {
      cappedByFile.put(turn.fileId(), ledger.capped(runId, turn.fileId()));
    }
    refuseTooMany(files, runId);
  }

  /** Few mentions can neither exceed a cap nor the budget; of many a sample tells. */
  private boolean canMatter(LinkSpec counted) {
    double mentions = ledger.mentions();
    int smallestCap = spec.blocking().stream().mapToInt(BlockingRule::cap).min().orElse(0);
    // A pair counts as often as it shares a key.
    double mostPairs = mentions * mentions / 2 * new KeyMaker(counted).most();
    return (mentions > smallestCap || mostPairs > maxPairs)
        && KeySample.forCapsOf(spec).isNearALimit(ledger, counted, maxPairs);
  }

  /** Returns the spec where the keys that are capped for a file bring no pairs together. */
  SpecText capped(SpecText text, SurveyedFile file) {
    return capped(text, file.fileId());
  }

  private SpecText capped(SpecText text, long fileId) {
    return text.withCappedKeys(cappedByFile.getOrDefault(fileId, List.of()));
  }

  /**
   * Returns the spec where the keys that are capped for the file that is learnt from bring no pairs
   * together: the records that look for a reference, else the first file.
   */
  SpecText cappedToLearn(SpecText text, List<LandedFile> files) {
    return capped(
        text,
        files.stream()
            .filter(file -> file.role().equals(RunInputs.RECORDS))
            .findFirst()
            .orElse(files.get(0))
            .fileId());
  }

  /**
   * Sees to it that all rows of the schema are standardised alike.
   *
   * @throws LinkgridException as {@link BlockingLedger#checkLanding}
   */
  void checkLanding(SpecText text) {
    ledger.checkLanding(text, database.address().schema());
  }

  /** The files in their order, each with what no file before it has; the linked ones come first. */
  private List<FileTurn> turns(List<SurveyedFile> files) {
    List<Long> coming = files.stream().map(SurveyedFile::fileId).toList();
    List<Long> before =
        new ArrayList<>(ledger.linkedFiles().stream().filter(f -> !coming.contains(f)).toList());
    List<FileTurn> turns = new ArrayList<>();
    if (!before.isEmpty()) {
      turns.add(new FileTurn(0, MentionQuery.ofFilesBut(before, List.of()), Compared.NO));
    }
    for (SurveyedFile file : files) {
      turns.add(
          new FileTurn(
              file.fileId(),
              MentionQuery.ofFilesBut(List.of(file.fileId()), before),
              file.role().equals(RunInputs.REFERENCE) ? Compared.NO : Compared.YES));
      before.add(file.fileId());
    }
    return turns;
  }

  private void refuseTooMany(List<SurveyedFile> files, String runId) {
    List<RuleOfFile> rules = new ArrayList<>();
    boolean isFirst = ledger.linkedFiles().isEmpty();
    for (SurveyedFile file : files) {
      for (RulePairs rule : ledger.rules(runId, file.fileId())) {
        // How many mentions are compared among themselves after they met a reference, nobody knows
        // yet.
        long pairs = rule.withReference() + (isFirst ? rule.amongNew() : 0);
        rules.add(new RuleOfFile(file, rule.rule(), pairs));
      }
      isFirst = false;
    }
    refuseTooMany("The run", rules, runId);
  }

  /** The pairs of a rule that a file will have compared. */
  private record RuleOfFile(SurveyedFile file, String rule, long pairs) {}

  /**
   * Counts the pairs among the mentions of a file that matched nobody, if there can be too many.
   *
   * @throws LinkgridException of kind USAGE if there are more than the run may compare
   */
  void countUnmatched(SpecText learnt, SurveyedFile file, String runId) throws Exception {
    long atMost = ledger.rules(runId, file.fileId()).stream().mapToLong(RulePairs::amongNew).sum();
    if (atMost <= maxPairs) {
      return;
    }
    String part = runId + UNMATCHED;
    ledger.clear(part);
    List<FileTurn> turn =
        List.of(new FileTurn(file.fileId(), MentionQuery.probesOf(file.fileId()), Compared.YES));
    jobs.run(
        "blocking", BlockingGraph.ofKeys(turn, capped(learnt, file), database.address(), part));
    refuseTooMany(
        "Of " + file.role() + ", the records that match nobody",
        ledger.rules(part, file.fileId()).stream()
            .map(rule -> new RuleOfFile(file, rule.rule(), rule.amongNew()))
            .toList(),
        part);
  }

  private void refuseTooMany(String who, List<RuleOfFile> rules, String runId) {
    long pairs = rules.stream().mapToLong(RuleOfFile::pairs).sum();
    if (pairs <= maxPairs) {
      return;
    }
    RuleOfFile rule = rules.stream().max(Comparator.comparingLong(RuleOfFile::pairs)).orElseThrow();
    String keys =
        ledger.keys(runId, rule.file().fileId()).stream()
            .filter(key -> key.rule().equals(rule.rule()) && !key.capped())
            .limit(NAMED)
            .map(key -> "'" + key.value() + "' (" + mentions(key) + ")")
            .collect(Collectors.joining(", "));
    int cap =
        spec.blocking().stream()
            .filter(r -> r.name().equals(rule.rule()))
            .mapToInt(BlockingRule::cap)
            .findFirst()
            .orElseThrow();
    boolean isNothingLinked = ledger.forgetUnlinked(runId) && ledger.linkedFiles().isEmpty();
    throw new LinkgridException(
        Kind.USAGE,
        "%s would compare up to %s candidate pairs, but the budget is %s. Most come from blocking rule '%s' (%s of %s), above all from its keys %s. %s Give the rule a smaller 'cap' in the spec (it is %s) or a key of more parts%s, or allow more with --max-pairs %d. 'linkgrid blocking' shows what each rule brings."
            .formatted(
                who,
                number(pairs),
                number(maxPairs),
                rule.rule(),
                number(rule.pairs()),
                rule.file().role(),
                keys,
                isNothingLinked
                    ? "Nothing was compared; the files are landed and are not read again."
                    : "What was linked before is kept.",
                cap == BlockingRule.NO_CAP ? "none" : number(cap),
                isNothingLinked ? "" : ", which needs another name of the spec",
                (long) (pairs * ROUND_UP)));
  }

  private static String mentions(CountedKey key) {
    return key.referenceMentions() == 0
        ? number(key.newMentions()) + " mentions"
        : number(key.newMentions()) + " x " + number(key.referenceMentions()) + " mentions";
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Returns sentences that name the keys that brought no pairs together, file by file. */
  List<String> notices(List<SurveyedFile> files, String runId) {
    List<String> notices = new ArrayList<>();
    for (SurveyedFile file : files) {
      List<CountedKey> capped =
          ledger.keys(runId, file.fileId()).stream().filter(CountedKey::capped).toList();
      if (!capped.isEmpty()) {
        notices.add(
            "%s: %s more mentions than the cap of their rule and brought no pairs together: %s%s. Their pairs met under other keys, or not at all; see docs/blocking.md."
                .formatted(
                    file.role(),
                    capped.size() == 1 ? "1 key had" : number(capped.size()) + " keys had",
                    capped.stream()
                        .limit(NAMED)
                        .map(
                            key ->
                                key.rule()
                                    + " '"
                                    + key.value()
                                    + "' ("
                                    + number(key.mentions())
                                    + ")")
                        .collect(Collectors.joining(", ")),
                    capped.size() > NAMED ? ", …" : ""));
      }
    }
    return notices;
  }

  /**
   * Counts what files would bring together, those that are linked already included, and each pair
   * once.
   */
  BlockingReport report(SpecText counted, List<SurveyedFile> files) throws Exception {
    long begin = System.nanoTime();
    String preview = BlockingLedger.PREVIEW;
    ledger.clear(preview);
    List<FileTurn> turns = turns(files);
    jobs.run("count keys", BlockingGraph.ofKeys(turns, counted, database.address(), preview));
    List<FileCandidates> found = new ArrayList<>();
    long atMost = 0;
    for (int turn = 0; turn < turns.size(); turn++) {
      FileTurn of = turns.get(turn);
      if (of.compared() == Compared.NO) {
        continue;
      }
      SurveyedFile file =
          files.stream().filter(f -> f.fileId() == of.fileId()).findFirst().orElseThrow();
      SpecText capped = counted.withCappedKeys(ledger.capped(preview, of.fileId()));
      List<MentionQuery> before = turns.subList(0, turn).stream().map(FileTurn::mentions).toList();
      JobOutcome pairs =
          jobs.run(
              "count pairs " + file.role(),
              BlockingGraph.ofPairs(before, of, capped, database.address(), preview));
      FileCandidates candidates = candidates(file, before, of, pairs.total(JobMetrics.KEYLESS));
      found.add(candidates);
      atMost +=
          ledger.rules(preview, of.fileId()).stream()
              .mapToLong(r -> r.withReference() + (before.isEmpty() ? r.amongNew() : 0))
              .sum();
    }
    double seconds = (System.nanoTime() - begin) / NANOS;
    long all = found.stream().mapToLong(FileCandidates::pairs).sum();
    return new BlockingReport(
        spec.name(),
        found,
        maxPairs,
        atMost,
        CompareRate.measure(ledger, counted.parse()).of(all),
        seconds);
  }

  private FileCandidates candidates(
      SurveyedFile file, List<MentionQuery> before, FileTurn turn, long withoutKey) {
    long fresh = ledger.count(turn.mentions().all());
    long reference = before.stream().mapToLong(query -> ledger.count(query.all())).sum();
    List<RulePairs> counted = ledger.pairs(BlockingLedger.PREVIEW, turn.fileId());
    Map<String, Long> summed =
        ledger.rules(BlockingLedger.PREVIEW, turn.fileId()).stream()
            .collect(Collectors.toMap(RulePairs::rule, r -> r.withReference() + r.amongNew()));
    List<RuleCandidates> rules = new ArrayList<>();
    for (BlockingRule rule : spec.blocking()) {
      List<RulePairs> of = counted.stream().filter(p -> p.rule().equals(rule.name())).toList();
      rules.add(
          new RuleCandidates(
              rule.name(),
              of.stream().mapToLong(RulePairs::withReference).sum(),
              of.stream().mapToLong(RulePairs::amongNew).sum(),
              summed.getOrDefault(rule.name(), 0L)));
    }
    Map<String, Long> byNode = new TreeMap<>();
    counted.forEach(p -> byNode.merge(p.node(), p.withReference() + p.amongNew(), Long::sum));
    long pairs = byNode.values().stream().mapToLong(Long::longValue).sum();
    long possible = fresh * reference + fresh * (fresh - 1) / 2;
    List<CountedKey> keys = ledger.keys(BlockingLedger.PREVIEW, turn.fileId());
    return new FileCandidates(
        file.role(),
        file.name(),
        fresh,
        reference,
        withoutKey,
        pairs,
        possible,
        possible == 0 ? 0 : 1 - (double) pairs / possible,
        rules,
        byNode.entrySet().stream()
            .map(node -> new NodeCandidates(node.getKey(), node.getValue()))
            .toList(),
        (int) keys.stream().filter(CountedKey::capped).count(),
        Stream.concat(
                keys.stream().filter(CountedKey::capped).limit(SHOWN_KEYS),
                keys.stream().filter(key -> !key.capped()).limit(SHOWN_KEYS))
            .map(
                key ->
                    new KeyCandidates(
                        key.rule(),
                        key.value(),
                        key.newMentions(),
                        key.referenceMentions(),
                        key.pairs(),
                        key.capped()))
            .toList());
  }
}
