package io.linkgrid.profile;

import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.clean.RecordCleaner;
import io.linkgrid.model.Mention;
import io.linkgrid.spec.BlockingRule;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.TermTable;
import io.linkgrid.training.Untrained;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How many candidate pairs blocking rules make of the rows of one or two files. Rows with the same
 * values are one record, as they are in a run; keys are made as they are there.
 */
final class CandidateCount {
  private final LinkSpec spec;
  private final List<List<Mention>> files;

  private CandidateCount(LinkSpec spec, List<List<Mention>> files) {
    this.spec = spec;
    this.files = files;
  }

  /**
   * The pairs of a rule.
   *
   * @param pairs how many there are at most; one that shares several keys of the rule counts
   *     several times
   * @param perRecord how many candidates a record has on average
   */
  record Count(long pairs, double perRecord) {}

  /** Reads the files by a spec. */
  static CandidateCount of(LinkSpec spec, List<HeaderedFile> files) {
    List<List<Mention>> mentions = new ArrayList<>();
    for (HeaderedFile file : files) {
      RecordCleaner cleaner = new RecordCleaner(spec);
      Set<Long> seen = new HashSet<>();
      List<Mention> ofFile = new ArrayList<>();
      file.read(
          spec.format().columns(),
          row ->
              cleaner.clean(
                  row,
                  clean -> {
                    if (seen.add(clean.mention().id())) {
                      ofFile.add(clean.mention());
                    }
                  },
                  rejected -> {}));
      mentions.add(ofFile);
    }
    // Words are rare or not among the records of the reference, which is the first file.
    return new CandidateCount(Untrained.counted(spec, terms(spec, mentions.get(0))), mentions);
  }

  /** Returns the different mentions of each file. */
  List<List<Mention>> mentions() {
    return files;
  }

  /** Returns what a rule of the spec makes. */
  Count of(BlockingRule rule) {
    KeyMaker keyMaker = new KeyMaker(alone(rule));
    long[] left = keys(keyMaker, files.get(0));
    if (files.size() == 1) {
      long pairs = pairsWithin(left);
      return new Count(pairs, 2.0 * pairs / Math.max(1, files.get(0).size()));
    }
    long pairs = pairsBetween(left, keys(keyMaker, files.get(1)));
    return new Count(pairs, pairs / (double) Math.max(1, files.get(1).size()));
  }

  private LinkSpec alone(BlockingRule rule) {
    return new LinkSpec(
        spec.name(),
        spec.format(),
        spec.recordIdColumn(),
        spec.referenceIdColumn(),
        spec.event(),
        spec.attributes(),
        Optional.empty(),
        List.of(rule),
        spec.comparisons(),
        spec.atMostOne(),
        spec.oneToOne(),
        spec.model(),
        spec.matchProbability(),
        spec.reviewProbability(),
        spec.foundProbability());
  }

  private static List<TermTable> terms(LinkSpec spec, List<Mention> mentions) {
    List<TermTable> tables = new ArrayList<>();
    for (int attribute = 0; attribute < spec.attributes().size(); attribute++) {
      boolean hasWords = spec.attributes().get(attribute).type().hasWords();
      Map<String, Integer> words = new HashMap<>();
      long records = 0;
      for (Mention mention : mentions) {
        String value = mention.values().get(attribute);
        records += value.isEmpty() ? 0 : 1;
        if (hasWords && !value.isEmpty()) {
          new HashSet<>(Arrays.asList(value.split(" ", -1)))
              .forEach(word -> words.merge(word, 1, Integer::sum));
        }
      }
      tables.add(new TermTable(records, Map.of(), words));
    }
    return tables;
  }

  private static long[] keys(KeyMaker keyMaker, List<Mention> mentions) {
    return mentions.stream()
        .flatMapToLong(mention -> Arrays.stream(keyMaker.numbers(mention).hashes()))
        .sorted()
        .toArray();
  }

  private static long pairsWithin(long[] keys) {
    long pairs = 0;
    for (int start = 0, end = 0; start < keys.length; start = end) {
      end = runEnd(keys, start);
      pairs += (long) (end - start) * (end - start - 1) / 2;
    }
    return pairs;
  }

  private static long pairsBetween(long[] left, long[] right) {
    long pairs = 0;
    int l = 0;
    int r = 0;
    while (l < left.length && r < right.length) {
      if (left[l] < right[r]) {
        l++;
      } else if (left[l] > right[r]) {
        r++;
      } else {
        int leftEnd = runEnd(left, l);
        int rightEnd = runEnd(right, r);
        pairs += (long) (leftEnd - l) * (rightEnd - r);
        l = leftEnd;
        r = rightEnd;
      }
    }
    return pairs;
  }

  private static int runEnd(long[] keys, int start) {
    int end = start;
    while (end < keys.length && keys[end] == keys[start]) {
      end++;
    }
    return end;
  }
}
