package io.linkgrid.comparison;

import io.linkgrid.benchmarks.MadeMentions;
import io.linkgrid.model.Mention;
import io.linkgrid.spec.TermTable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Comparators, a record's value on the left and a thousand values of the reference on the right,
 * prepared; time a comparison. In this package because comparators are nobody else's business.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class ComparatorBenchmark {
  private static final int VALUES = 1_000;

  /** Phones are known of few. */
  private static final int MADE = 10_000;

  private static final int NAME = 0;
  private static final int ADDRESS = 1;
  private static final int PHONE = 3;

  /** Which comparator, and of names, addresses or phones. */
  public enum Compared {
    /** Levenshtein distance of names. */
    LEVENSHTEIN(NAME),
    /** Damerau-Levenshtein distance of names. */
    DAMERAU(NAME),
    /** Jaro-Winkler of names. */
    JARO_WINKLER(NAME),
    /** Sets of words of names. */
    TOKEN_SET(NAME),
    /** Soft TF-IDF of the words of names. */
    WORDS(NAME),
    /** Phones. */
    US_PHONE(PHONE),
    /** Addresses by their parts. */
    US_ADDRESS(ADDRESS);

    private final int attribute;

    Compared(int attribute) {
      this.attribute = attribute;
    }

    private FieldComparator<?> comparator(List<String> reference) {
      return switch (this) {
        case LEVENSHTEIN -> TextComparators.LEVENSHTEIN;
        case DAMERAU -> TextComparators.DAMERAU;
        case JARO_WINKLER -> TextComparators.JARO_WINKLER;
        case TOKEN_SET -> new TextComparators.TokenSet();
        case WORDS -> new WordsComparator(terms(reference));
        case US_PHONE -> new TextComparators.Code(0.85, TextComparators.Code.Slips.SWAPS_AND_EDITS);
        case US_ADDRESS -> new UsAddressComparator();
      };
    }

    private static TermTable terms(List<String> reference) {
      Map<String, Integer> values = new HashMap<>();
      Map<String, Integer> words = new HashMap<>();
      for (String value : reference) {
        values.merge(value, 1, Integer::sum);
        List.of(value.split(" ", -1)).forEach(word -> words.merge(word, 1, Integer::sum));
      }
      return new TermTable(reference.size(), values, words);
    }
  }

  /** Which comparator. */
  @Param public Compared compared;

  /** The similarity below which the comparator may stop. */
  @Param({"0.0", "0.8"})
  public double floor;

  private FieldComparator<Object> comparator;
  private Object[] probes;
  private Object[] reference;
  private int next;

  /** Prepares all values. */
  @Setup
  @SuppressWarnings("unchecked") // what a comparator prepares is what it compares
  public void prepare() throws IOException {
    MadeMentions made = MadeMentions.of(MADE, MADE);
    List<String> known = values(made.reference());
    comparator = (FieldComparator<Object>) compared.comparator(known);
    reference = known.stream().map(comparator::prepare).toArray();
    probes = values(made.records()).stream().map(comparator::prepare).toArray();
  }

  /** Compares a value with all values of the reference. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public double compare() {
    next = (next + 1) % probes.length;
    double sum = 0;
    for (Object value : reference) {
      sum += comparator.similarity(probes[next], value, floor);
    }
    return sum;
  }

  private List<String> values(List<Mention> mentions) {
    List<String> values =
        mentions.stream()
            .map(mention -> mention.values().get(compared.attribute))
            .filter(value -> !value.isEmpty())
            .limit(VALUES)
            .toList();
    if (values.size() < VALUES) {
      throw new IllegalStateException("Only " + values.size() + " values were made up");
    }
    return values;
  }
}
