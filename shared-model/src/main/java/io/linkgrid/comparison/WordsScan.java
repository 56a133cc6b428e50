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

  /** At most so many texts share their first bits where these are even. */
  private static final int TEXTS_A_FIRST = 8;

  /** Sums of products in another order. */
  private static final double ROUNDING = 1 + 1e-9;

  /** The golden ratio as a fraction of all numbers (Knuth 1973). */
  private static final int MIXING = 0x9e3779b9;

  private static final int HALF = 16;
  private static final char BETWEEN_PERSONS = ';';

  private static final int LONGEST = WordsComparator.LONGEST_AS_ONE;
  private static final ThreadLocal<double[]> SCRATCH = ThreadLocal.withInitial(() -> new double[0]);

  /** What is known of a text: its bag of characters, its norm, its length and first word. */
  private static final int WIDTH = 3;

  private static final int NORM = 1;
  private static final int LENGTH = 2;

  /** All distinct words, and the bag and head of each. */
  private final Word[] vocabulary;

  private final long[] outlines;

  /** The words of all texts, by number. */
  private final int[] words;

  /** What is known of each text, side by side: who looks at few waits for memory above all. */
  private final long[] ofTexts;

  private final Text[] texts;

  /** In order: the upper half is the {@link #letters} of a text, the lower half its position. */
  private final long[] byLetters;

  /** Where, in that order, those of the same {@link #first} bits begin. */
  private final int[] fromFirst;

  private final int firstBits;

  /** By word the {@link #meetings} with those here. */
  private final Map<String, long[]> remembered = new ConcurrentHashMap<>();

  WordsScan(WordsComparator comparator, List<Words> texts) {
    Map<String, Integer> numbers = new HashMap<>();
    this.texts = new Text[texts.size()];
    words = new int[texts.stream().mapToInt(text -> text.words().length).sum()];
    ofTexts = new long[WIDTH * (texts.size() + 1)];
    byLetters = new long[texts.size()];
    int next = 0;
    for (int i = 0; i < byLetters.length; i++) {
      Words text = texts.get(i);
      this.texts[i] = text.compact();
      ofTexts[WIDTH * i] = text.compact().bag;
      ofTexts[WIDTH * i + NORM] = Double.doubleToRawLongBits(text.norm());
      ofTexts[WIDTH * i + LENGTH] = (long) text.compact().length() << Integer.SIZE | next;
      byLetters[i] = (long) letters(text) << Integer.SIZE | i;
      for (Word word : text.words()) {
        words[next++] = numbers.computeIfAbsent(word.text(), w -> numbers.size());
      }
    }
    ofTexts[WIDTH * byLetters.length + LENGTH] = next;
    Arrays.sort(byLetters);
    int firsts = byLetters.length / TEXTS_A_FIRST;
    firstBits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(firsts));
    fromFirst = new int[(1 << firstBits) + 1];
    for (long letters : byLetters) {
      fromFirst[first(letters) + 1]++;
    }
    for (int first = 0; first < 1 << firstBits; first++) {
      fromFirst[first + 1] += fromFirst[first];
    }
    String[] distinct = new String[numbers.size()];
    numbers.forEach((word, number) -> distinct[number] = word);
    vocabulary = comparator.prepareWords(distinct).words();
    outlines = new long[2 * vocabulary.length];
    for (int i = 0; i < vocabulary.length; i++) {
      outlines[2 * i] = vocabulary[i].bag();
      outlines[2 * i + 1] = vocabulary[i].head();
    }
  }

  private double norm(int at) {
    return Double.longBitsToDouble(ofTexts[WIDTH * at + NORM]);
  }

  private int length(int at) {
    return (int) (ofTexts[WIDTH * at + LENGTH] >>> Integer.SIZE);
  }

  /** Where the words of a text begin; those of the one before end there. */
  private int wordsFrom(int at) {
    return (int) ofTexts[WIDTH * at + LENGTH];
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
    int first = first(letters);
    for (int i = fromFirst[first]; i < fromFirst[first + 1]; i++) {
      if (byLetters[i] >> Integer.SIZE == letters >> Integer.SIZE) {
        each.accept((int) byLetters[i]);
      }
    }
  }

  /** The first bits, in the order of the numbers with their sign. */
  private int first(long letters) {
    return (int) (letters >> Integer.SIZE ^ Integer.MIN_VALUE) >>> (Integer.SIZE - firstBits);
  }

  @Override
  public double mostIfDifferent() {
    return WordsComparator.MOST_WHEN_DIFFERENT;
  }

  @Override
  public void find(Words text, int[] at, double[] least, int count, SimilarityIndex.Hits hits) {
    if (count < vocabulary.length / FEW) {
      for (int i = 0; i < count; i++) {
        look(text, least[i], at[i], inCommon(text, at[i]), hits);
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
      int end = wordsFrom(at[i] + 1);
      for (int w = wordsFrom(at[i]); w < end; w++) {
        sum += common[words[w]];
      }
      look(text, least[i], at[i], sum, hits);
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
    int end = wordsFrom(at + 1);
    for (int w = wordsFrom(at); w < end; w++) {
      int word = words[w];
      long bag = outlines[2 * word];
      long head = outlines[2 * word + 1];
      for (Word own : text.words()) {
        if (WordsComparator.mayMeet(own.bag(), own.head(), bag, head)) {
          Word other = vocabulary[word];
          double alike = WordsComparator.alike(own, other);
          if (alike >= WordsComparator.WORDS_MEET) {
            sum += alike * own.weight() * other.weight();
          }
        }
      }
    }
    return sum;
  }

  private void look(Words text, double least, int at, double common, SimilarityIndex.Hits hits) {
    double most = common == 0 ? 0 : common * ROUNDING / (text.norm() * norm(at));
    Text compact = text.compact();
    int other = length(at);
    long bag = ofTexts[WIDTH * at];
    if (text.norm() == 0 || norm(at) == 0) {
      // No word says anything; nor does a cosine.
      most = 1;
    } else if (other <= LONGEST && compact.length() <= LONGEST) {
      int edits =
          Math.max(
              Math.abs(compact.length() - other),
              Math.max(Text.missing(compact.bag, bag), Text.missing(bag, compact.bag)));
      int longer = Math.max(compact.length(), other);
      if (most < 1 && EditDistance.share(edits, longer) >= least) {
        // Most of these have the letters and not the words: a look at the text costs less than
        // a pair that is scored for nothing.
        most = Math.max(most, EditDistance.similarityWithSwaps(compact, texts[at], least));
      }
    } else if (compact.length() == other && compact.bag == bag) {
      most = 1;
    }
    if (most >= least) {
      hits.hit(at, Math.min(1, most));
    }
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
