package io.linkgrid.comparison;

import io.linkgrid.comparison.WordsComparator.Word;
import io.linkgrid.comparison.WordsComparator.Words;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Texts of several words by their words. Each distinct word is compared once with all words here,
 * and remembered; what the texts have in common is summed up along the postings of the words that
 * it meets, as an inverted file does (Witten, Moffat and Bell 1999), so that common words, which
 * say little, rule nothing in. The sum over all pairs of words that meet is at least that of the
 * pairs which the comparator chooses, so it is a bound of their cosine. For what is alike as a
 * whole, all lengths and bags of characters are looked at, side by side.
 */
final class WordsIndex implements ValueIndex<Words> {
  /** Words that were looked up; a memory of that many more than there are words here is enough. */
  private static final int REMEMBERED = 4_096;

  /** Sums of products in another order. */
  private static final double ROUNDING = 1 + 1e-9;

  private static final int LONGEST = WordsComparator.LONGEST_AS_ONE;
  private static final ThreadLocal<double[]> SUMS = ThreadLocal.withInitial(() -> new double[0]);

  /** All distinct words. */
  private final Word[] vocabulary;

  private final int[][] postings;
  private final long[] bags;
  private final int[] lengths;
  private final Text[] texts;
  private final double[] norms;

  /** By word the {@link #meetings} with those here. */
  private final Map<String, long[]> remembered = new ConcurrentHashMap<>();

  WordsIndex(WordsComparator comparator, List<Words> texts) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] counts = new int[16];
    for (Words text : texts) {
      for (Word word : text.words()) {
        int number = numbers.computeIfAbsent(word.text(), w -> numbers.size());
        if (number >= counts.length) {
          counts = Arrays.copyOf(counts, 2 * counts.length);
        }
        counts[number]++;
      }
    }
    String[] distinct = new String[numbers.size()];
    numbers.forEach((word, number) -> distinct[number] = word);
    vocabulary = comparator.prepareWords(distinct).words();
    postings = new int[distinct.length][];
    bags = new long[texts.size()];
    lengths = new int[texts.size()];
    norms = new double[texts.size()];
    this.texts = texts.stream().map(Words::compact).toArray(Text[]::new);
    for (int i = 0; i < postings.length; i++) {
      postings[i] = new int[counts[i]];
    }
    for (int i = 0; i < bags.length; i++) {
      Words text = texts.get(i);
      bags[i] = text.compact().bag;
      lengths[i] = text.compact().length();
      norms[i] = text.norm();
      for (Word word : text.words()) {
        int number = numbers.getOrDefault(word.text(), 0);
        postings[number][postings[number].length - counts[number]--] = i;
      }
    }
  }

  @Override
  public void find(Words text, double least, SimilarityIndex.Hits hits) {
    double[] sums = sums();
    for (Word own : text.words()) {
      for (long meeting : meetings(own)) {
        int word = (int) meeting;
        double alike = Float.intBitsToFloat((int) (meeting >>> Integer.SIZE));
        double adds = alike * own.weight() * vocabulary[word].weight();
        for (int position : postings[word]) {
          sums[position] += adds;
        }
      }
    }
    int length = text.compact().length();
    long bag = text.compact().bag;
    double norm = text.norm();
    int[] mostEdits = mostEdits(length, least);
    for (int i = 0; i < bags.length; i++) {
      double most = 0;
      if (sums[i] > 0) {
        double norms = norm * this.norms[i];
        most = sums[i] * ROUNDING / norms;
        sums[i] = 0;
      }
      int other = lengths[i];
      if (other <= LONGEST && length <= LONGEST) {
        int edits =
            Math.max(
                Math.abs(length - other),
                Math.max(Text.missing(bag, bags[i]), Text.missing(bags[i], bag)));
        if (edits <= mostEdits[other]) {
          // Most of these have the letters and not the words: a look at the text costs less than
          // a pair that is scored for nothing.
          most = Math.max(most, EditDistance.similarityWithSwaps(text.compact(), texts[i], least));
        }
      } else if (length == other && bag == bags[i]) {
        most = 1;
      }
      if (norm == 0 || norms[i] == 0) {
        // No word says anything; nor does a cosine.
        most = 1;
      }
      if (most >= least) {
        hits.hit(i, Math.min(1, most));
      }
    }
  }

  /** By the length of another text, with how many edits the two are still alike enough. */
  private static int[] mostEdits(int length, double least) {
    int[] most = new int[LONGEST + 1];
    for (int other = 0; other <= LONGEST; other++) {
      int longer = Math.max(length, other);
      int edits = (int) Math.ceil((1 - least) * longer);
      while (edits > 0 && EditDistance.share(edits, longer) < least) {
        edits--;
      }
      most[other] = edits;
    }
    return most;
  }

  /** Zeros, and left as zeros. */
  private double[] sums() {
    double[] sums = SUMS.get();
    if (sums.length < bags.length) {
      sums = new double[bags.length];
      SUMS.set(sums);
    }
    return sums;
  }

  /**
   * The words here that a word meets: the number of each in the lower half, and in the upper one
   * the bits of how alike they are at most.
   */
  private long[] meetings(Word word) {
    long[] known = remembered.get(word.text());
    if (known == null) {
      known = look(word);
      if (remembered.size() >= REMEMBERED + postings.length) {
        remembered.clear();
      }
      remembered.put(word.text(), known);
    }
    return known;
  }

  private long[] look(Word word) {
    long[] meetings = new long[4];
    int count = 0;
    for (int i = 0; i < postings.length; i++) {
      double meets = WordsComparator.alike(word, vocabulary[i]);
      if (meets >= WordsComparator.WORDS_MEET) {
        if (count == meetings.length) {
          meetings = Arrays.copyOf(meetings, 2 * count);
        }
        long alike = Float.floatToRawIntBits(meets == 1 ? 1 : Math.nextUp((float) meets));
        meetings[count++] = alike << Integer.SIZE | i;
      }
    }
    return Arrays.copyOf(meetings, count);
  }
}
