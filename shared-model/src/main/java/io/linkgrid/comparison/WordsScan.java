package io.linkgrid.comparison;

import io.linkgrid.comparison.WordsComparator.Word;
import io.linkgrid.comparison.WordsComparator.Words;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;

/**
 * Texts of several words, each as the numbers of its words. A distinct word is compared once with
 * all words here, and remembered, so that a look at a text adds up what its words have in common.
 * The sum over all pairs of words that meet is at least that of the pairs which the comparator
 * chooses, so it is a bound of their cosine. Lengths and bags of characters tell who may be alike
 * as a whole.
 */
final class WordsScan implements ValueScan<Words> {
  /** Words that were looked up; a memory of that many more than there are words here is enough. */
  private static final int REMEMBERED = 4_096;

  /** To look a word up costs as much as a look at so many words of texts by themselves. */
  private static final int FEW = 4;

  /** Sums of products in another order. */
  private static final double ROUNDING = 1 + 1e-9;

  /** The golden ratio as a fraction of all numbers (Knuth 1973). */
  private static final int MIXING = 0x9e3779b9;

  private static final int HALF = 16;
  private static final char BETWEEN_PERSONS = ';';

  private static final int LONGEST = WordsComparator.LONGEST_AS_ONE;
  private static final ThreadLocal<double[]> SCRATCH = ThreadLocal.withInitial(() -> new double[0]);

  /** All distinct words. */
  private final Word[] vocabulary;

  /** The words of all texts, by number, and where those of each begin. */
  private final int[] words;

  private final int[] wordsFrom;
  private final long[] bags;
  private final int[] lengths;
  private final Text[] texts;
  private final double[] norms;

  /** In order: the upper half is the {@link #letters} of a text, the lower half its position. */
  private final long[] byLetters;

  /** By word the {@link #meetings} with those here. */
  private final Map<String, long[]> remembered = new ConcurrentHashMap<>();

  WordsScan(WordsComparator comparator, List<Words> texts) {
    Map<String, Integer> numbers = new HashMap<>();
    bags = new long[texts.size()];
    lengths = new int[texts.size()];
    norms = new double[texts.size()];
    this.texts = new Text[texts.size()];
    words = new int[texts.stream().mapToInt(text -> text.words().length).sum()];
    wordsFrom = new int[texts.size() + 1];
    byLetters = new long[texts.size()];
    for (int i = 0; i < bags.length; i++) {
      Words text = texts.get(i);
      this.texts[i] = text.compact();
      bags[i] = text.compact().bag;
      lengths[i] = text.compact().length();
      norms[i] = text.norm();
      byLetters[i] = (long) letters(text) << Integer.SIZE | i;
      int next = wordsFrom[i];
      for (Word word : text.words()) {
        words[next++] = numbers.computeIfAbsent(word.text(), w -> numbers.size());
      }
      wordsFrom[i + 1] = next;
    }
    Arrays.sort(byLetters);
    String[] distinct = new String[numbers.size()];
    numbers.forEach((word, number) -> distinct[number] = word);
    vocabulary = comparator.prepareWords(distinct).words();
  }

  /**
   * A number that texts of the same characters share, in any order and with any blanks. What stands
   * between persons is none of them: it may be a word, which is left out, or a part of one.
   */
  private static int letters(Words text) {
    String compact = text.compact().string;
    int sum = 0;
    for (int i = 0; i < compact.length(); i++) {
      int mixed = (compact.charAt(i) + 1) * MIXING;
      sum += compact.charAt(i) == BETWEEN_PERSONS ? 0 : mixed ^ mixed >>> HALF;
    }
    return sum;
  }

  @Override
  public void findSame(Words text, IntConsumer each) {
    long letters = (long) letters(text) << Integer.SIZE;
    int at = Arrays.binarySearch(byLetters, letters);
    for (int i = at < 0 ? -at - 1 : at;
        i < byLetters.length && byLetters[i] >> Integer.SIZE == letters >> Integer.SIZE;
        i++) {
      each.accept((int) byLetters[i]);
    }
  }

  @Override
  public double mostIfDifferent() {
    return WordsComparator.MOST_WHEN_DIFFERENT;
  }

  @Override
  public void find(Words text, double least, int[] at, int count, SimilarityIndex.Hits hits) {
    int[] mostEdits = mostEdits(text.compact().length(), least);
    if (count < vocabulary.length / FEW) {
      for (int i = 0; i < count; i++) {
        look(text, least, at[i], inCommon(text, at[i]), mostEdits, hits);
      }
      return;
    }
    double[] common = scratch();
    for (Word own : text.words()) {
      for (long meeting : meetings(own)) {
        int word = (int) meeting;
        double alike = Float.intBitsToFloat((int) (meeting >>> Integer.SIZE));
        common[word] += alike * own.weight() * vocabulary[word].weight();
      }
    }
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (int w = wordsFrom[at[i]]; w < wordsFrom[at[i] + 1]; w++) {
        sum += common[words[w]];
      }
      look(text, least, at[i], sum, mostEdits, hits);
    }
    for (Word own : text.words()) {
      for (long meeting : meetings(own)) {
        common[(int) meeting] = 0;
      }
    }
  }

  /** What the words of two texts have in common, by a look at each pair of them. */
  private double inCommon(Words text, int at) {
    double sum = 0;
    for (Word own : text.words()) {
      for (int w = wordsFrom[at]; w < wordsFrom[at + 1]; w++) {
        Word other = vocabulary[words[w]];
        double alike = WordsComparator.alike(own, other);
        if (alike >= WordsComparator.WORDS_MEET) {
          sum += alike * own.weight() * other.weight();
        }
      }
    }
    return sum;
  }

  private void look(
      Words text, double least, int at, double common, int[] mostEdits, SimilarityIndex.Hits hits) {
    double most = common == 0 ? 0 : common * ROUNDING / (text.norm() * norms[at]);
    Text compact = text.compact();
    int other = lengths[at];
    if (text.norm() == 0 || norms[at] == 0) {
      // No word says anything; nor does a cosine.
      most = 1;
    } else if (other <= LONGEST && compact.length() <= LONGEST) {
      int edits =
          Math.max(
              Math.abs(compact.length() - other),
              Math.max(Text.missing(compact.bag, bags[at]), Text.missing(bags[at], compact.bag)));
      if (edits <= mostEdits[other] && most < 1) {
        // Most of these have the letters and not the words: a look at the text costs less than
        // a pair that is scored for nothing.
        most = Math.max(most, EditDistance.similarityWithSwaps(compact, texts[at], least));
      }
    } else if (compact.length() == other && compact.bag == bags[at]) {
      most = 1;
    }
    if (most >= least) {
      hits.hit(at, Math.min(1, most));
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
  private double[] scratch() {
    double[] scratch = SCRATCH.get();
    if (scratch.length < vocabulary.length) {
      scratch = new double[vocabulary.length];
      SCRATCH.set(scratch);
    }
    return scratch;
  }

  /**
   * The words here that a word meets: the number of each in the lower half, and in the upper one
   * the bits of how alike they are at most.
   */
  private long[] meetings(Word word) {
    long[] known = remembered.get(word.text());
    if (known == null) {
      known = look(word);
      if (remembered.size() >= REMEMBERED + vocabulary.length) {
        remembered.clear();
      }
      remembered.put(word.text(), known);
    }
    return known;
  }

  private long[] look(Word word) {
    long[] meetings = new long[4];
    int count = 0;
    for (int i = 0; i < vocabulary.length; i++) {
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
