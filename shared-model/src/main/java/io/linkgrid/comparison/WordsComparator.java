package io.linkgrid.comparison;

import io.linkgrid.spec.TermTable;
import java.util.Arrays;
import java.util.List;

/**
 * Texts of several words: the better of two views. As words, the cosine of their weights by rarity,
 * where two words also meet when they are nearly equal, and an initial meets the word that it
 * begins (soft TF-IDF: Cohen, Ravikumar and Fienberg 2003); as one text without blanks, the edit
 * distance, which forgives joined and broken words. Shuffled words are equal.
 */
final class WordsComparator implements FieldComparator<WordsComparator.Words> {
  static final double WORDS_MEET = 0.88;
  private static final double INITIAL_MEETS = 0.9;

  /** Longer texts have words enough: joining two of them does not hide the likeness. */
  static final int LONGEST_AS_ONE = 64;

  /** Below this, counting a swap as one edit rather than two does not make texts alike. */
  private static final double SWAPS_MAY_MATTER = 0.55;

  private static final double NUMBERS_CONTRADICT = 0.5;

  /** What is not equal reaches less than what is. */
  static final double MOST_WHEN_DIFFERENT = 0.999;

  /**
   * Words that meet have at least so many characters in common, in hundredths, of one length and of
   * the other added up, by the number of characters at the start that may be the same. Jaro-Winkler
   * is at most {@code j + 0.1 * prefix * (1 - j)}, where {@code j = (common / one + common / other
   * + 1) / 3}; so j is at least {@code (0.88 - 0.1 * prefix) / (1 - 0.1 * prefix)}, and the sum
   * three times that less 1. A hundredth less leaves room for rounding.
   */
  private static final int[] LEAST_COMMON = {163, 159, 154, 147, 139};

  private static final int WORDS_FROM = 2;

  private final TermTable terms;
  private final Models models;
  private final Shared<Word> shared = new Shared<>(this::word);

  /** Whether a word such as KDL40S is the number of a model, which is right or another. */
  enum Models {
    /** As in titles of products. */
    EXACT,
    /** As in names, which are misspelt with digits and without. */
    LIKE_WORDS
  }

  WordsComparator(TermTable terms) {
    this(terms, Models.LIKE_WORDS);
  }

  WordsComparator(TermTable terms, Models models) {
    this.terms = terms;
    this.models = models;
  }

  /**
   * A word, in the order of its text; equal texts are equal words.
   *
   * @param bag its characters, see {@link Text#bag}
   * @param head what else is known of it: its length, first character, and kind
   * @param weight how much it says to share it
   */
  record Word(String text, long bag, long head, double weight) implements Comparable<Word> {
    @Override
    public int compareTo(Word other) {
      return text.compareTo(other.text);
    }

    @Override
    public boolean equals(Object other) {
      return this == other || (other instanceof Word word && text.equals(word.text));
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }

  /**
   * A text with its words in order.
   *
   * @param compact all of it without blanks
   * @param hash of the words, to tell most texts apart at once
   * @param norm the length of the vector of weights
   * @param numbers how many words are numbers
   * @param models how many words begin with a letter and have a digit, as numbers of models do
   */
  record Words(Text compact, Word[] words, int hash, double norm, int numbers, int models)
      implements MaskHolder {
    @Override
    public void forgetMasks() {
      compact.forgetMasks();
    }
  }

  @Override
  public Words prepare(String value) {
    Word[] words =
        Arrays.stream(value.split(" ", -1))
            .filter(w -> !w.equals(";"))
            .sorted()
            .map(shared::of)
            .toArray(Word[]::new);
    return words(words, value.replace(" ", ""));
  }

  private Word word(String text) {
    return new Word(text, Text.bag(text), Head.of(text, models), terms.wordWeight(text));
  }

  private static Words words(Word[] words, String compact) {
    double squares = 0;
    int numbers = 0;
    int modelNumbers = 0;
    for (Word word : words) {
      squares += word.weight * word.weight;
      numbers += Head.isNumber(word.head) ? 1 : 0;
      modelNumbers += Head.isModel(word.head) ? 1 : 0;
    }
    return new Words(
        new Text(compact),
        words,
        Arrays.hashCode(words),
        Math.sqrt(squares),
        numbers,
        modelNumbers);
  }

  /** Prepares words that are no text: each for itself, in their order. */
  Words prepareWords(String... words) {
    return words(Arrays.stream(words).map(shared::of).toArray(Word[]::new), "");
  }

  @Override
  public ValueScan<Words> scan(List<Words> values) {
    return new WordsScan(this, values);
  }

  /** What is known of a word beside its characters, in one number. */
  private static final class Head {
    /** The first character, then some bits of each of the next three; the length before them. */
    private static final int FIRST = 20;

    private static final int SECOND = FIRST + Character.SIZE;
    private static final int BITS_OF_NEXT = 8;
    private static final int PREFIX = 4;
    private static final long FIRST_MASK = 0xffffL << FIRST;
    private static final long NEXT_MASK = 0xff;
    private static final int LONGEST = (1 << FIRST) - 1;
    private static final long NUMBER = 1L << 62;
    private static final long MODEL = 1L << 63;
    private static final int SHORTEST_MODEL = 4;
    private static final int DIGITS_OF_A_MODEL = 2;

    private Head() {}

    static long of(String word, Models models) {
      if (word.isEmpty()) {
        return 0;
      }
      char first = word.charAt(0);
      long kind =
          Character.isDigit(first) ? NUMBER : models == Models.EXACT && isModel(word) ? MODEL : 0;
      long head = kind | (long) first << FIRST | Math.min(LONGEST, word.length());
      for (int i = 1; i < Math.min(PREFIX, word.length()); i++) {
        head |= (word.charAt(i) & NEXT_MASK) << (SECOND + (i - 1) * BITS_OF_NEXT);
      }
      return head;
    }

    /** Short ones are names as well, which are misspelt: B44 is a bistro. */
    private static boolean isModel(String word) {
      return word.length() >= SHORTEST_MODEL
          && word.chars().filter(Character::isDigit).count() >= DIGITS_OF_A_MODEL;
    }

    /** Returns whether a word says which one of many: 2003, or KDL40S as against KDL46S. */
    static boolean isExact(long head) {
      return (head & (NUMBER | MODEL)) != 0;
    }

    static boolean isModel(long head) {
      return (head & MODEL) != 0;
    }

    static boolean isNumber(long head) {
      return (head & NUMBER) != 0;
    }

    /** The length; {@link #LONGEST} for whatever is longer still. */
    static int length(long head) {
      return (int) head & LONGEST;
    }

    /** Returns how many characters at the start may be the same, at most {@link #PREFIX}. */
    static int samePrefix(long one, long other) {
      long differ = one ^ other;
      if ((differ & FIRST_MASK) != 0) {
        return 0;
      }
      int same = 1;
      while (same < PREFIX && (differ >>> (SECOND + (same - 1) * BITS_OF_NEXT) & NEXT_MASK) == 0) {
        same++;
      }
      return same;
    }

    static boolean startAlike(long one, long other) {
      return ((one ^ other) & FIRST_MASK) == 0;
    }
  }

  /** The whole text's characters and length, the number of words, then for each bag and head. */
  @Override
  public long[] outline(Words value) {
    long[] outline = new long[WORDS_FROM + 2 * value.words.length];
    outline[0] = value.compact.bag;
    outline[1] = (long) value.compact.length() << Integer.SIZE | value.words.length;
    for (int i = 0; i < value.words.length; i++) {
      outline[WORDS_FROM + 2 * i] = value.words[i].bag;
      outline[WORDS_FROM + 2 * i + 1] = value.words[i].head;
    }
    return outline;
  }

  /** Where no two words can meet, only the texts as a whole can be alike. */
  @Override
  public double atMost(long[] left, int atLeft, long[] right, int atRight) {
    long bagLeft = left[atLeft];
    long bagRight = right[atRight];
    int endLeft = atLeft + WORDS_FROM + 2 * (int) left[atLeft + 1];
    int endRight = atRight + WORDS_FROM + 2 * (int) right[atRight + 1];
    if (endLeft == atLeft + WORDS_FROM || endRight == atRight + WORDS_FROM) {
      return 1;
    }
    for (int i = atLeft + WORDS_FROM; i < endLeft; i += 2) {
      long bag = left[i];
      long head = left[i + 1];
      for (int j = atRight + WORDS_FROM; j < endRight; j += 2) {
        if (mayMeet(bag, head, right[j], right[j + 1])) {
          return 1;
        }
      }
    }
    int lengthLeft = (int) (left[atLeft + 1] >> Integer.SIZE);
    int lengthRight = (int) (right[atRight + 1] >> Integer.SIZE);
    int longer = Math.max(lengthLeft, lengthRight);
    if (longer > LONGEST_AS_ONE) {
      return bagLeft == bagRight ? 1 : 0;
    }
    int edits =
        Math.max(
            Math.abs(lengthLeft - lengthRight),
            Math.max(Text.missing(bagLeft, bagRight), Text.missing(bagRight, bagLeft)));
    return EditDistance.share(edits, longer);
  }

  @Override
  public double similarity(Words left, Words right, double floor) {
    if (left.compact.is(right.compact)
        || (left.hash == right.hash && Arrays.equals(left.words, right.words))) {
      return 1;
    }
    double words = cosine(left, right);
    if ((left.numbers > 0 && right.numbers > 0 && shareNone(left, right, Head.NUMBER))
        || (left.models > 0 && right.models > 0 && shareNone(left, right, Head.MODEL))) {
      return words * NUMBERS_CONTRADICT;
    }
    int longer = Math.max(left.compact.length(), right.compact.length());
    int shorter = Math.min(left.compact.length(), right.compact.length());
    if (longer <= LONGEST_AS_ONE && shorter > words * longer) {
      // Below both the floor and what the words reach, it does not matter how alike the texts are.
      double most = EditDistance.share(left.compact.fewestEdits(right.compact), longer);
      if (most > words && most >= floor) {
        double text = EditDistance.similarity(left.compact, right.compact, 0);
        if (text > SWAPS_MAY_MATTER) {
          text = EditDistance.similarityWithSwaps(left.compact, right.compact, 0);
        }
        words = Math.max(words, text);
      }
    }
    return Math.min(words, MOST_WHEN_DIFFERENT);
  }

  /** The shorter text's words look for partners among the longer's, each partner taken once. */
  private static double cosine(Words a, Words b) {
    int order = Integer.compare(a.words.length, b.words.length);
    boolean leftFirst = order != 0 ? order < 0 : Arrays.compare(a.words, b.words) <= 0;
    Words few = leftFirst ? a : b;
    Words many = leftFirst ? b : a;
    int partners = Math.min(many.words.length, Long.SIZE);
    long taken = 0;
    double common = 0;
    for (int i = 0; i < few.words.length; i++) {
      int partner = -1;
      // What is less alike does not count, so a bound is enough to leave it.
      double best = 0;
      for (int j = 0; j < partners && best < 1; j++) {
        if ((taken & (1L << j)) == 0) {
          double alike = alike(few.words[i], many.words[j]);
          if (alike > best) {
            best = alike;
            partner = j;
          }
        }
      }
      if (partner >= 0 && best >= WORDS_MEET) {
        taken |= 1L << partner;
        common += best * few.words[i].weight * many.words[partner].weight;
      }
    }
    return common / (a.norm * b.norm);
  }

  /**
   * Both have words of this kind and share none: branch 3 and branch 5, part one of 2003 and of
   * 2004, one model and the next.
   */
  private static boolean shareNone(Words a, Words b, long kind) {
    for (Word word : a.words) {
      if ((word.head & kind) != 0 && Arrays.binarySearch(b.words, word) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** How alike two words are, or a number below {@link #WORDS_MEET} when they do not meet. */
  static double alike(Word one, Word other) {
    if (one.head == other.head && one.bag == other.bag && one.text.equals(other.text)) {
      return 1;
    }
    if (!mayMeet(one.bag, one.head, other.bag, other.head) || Head.isExact(one.head | other.head)) {
      return 0;
    }
    return Head.length(one.head) == 1 || Head.length(other.head) == 1
        ? INITIAL_MEETS
        : JaroWinkler.similarity(one.text, other.text);
  }

  /** Returns whether two words can be equal or meet, as far as it shows without a look at them. */
  static boolean mayMeet(long bagOne, long one, long bagOther, long other) {
    // Numbers that differ are different things: 2003 and 2004, branch 11 and branch 12.
    if (Head.isExact(one | other)) {
      return one == other && bagOne == bagOther;
    }
    int lengthOne = Head.length(one);
    int lengthOther = Head.length(other);
    if (lengthOne <= 1 || lengthOther <= 1) {
      return lengthOne > 0 ? lengthOther > 0 && Head.startAlike(one, other) : lengthOther == 0;
    }
    if (lengthOne == Head.LONGEST || lengthOther == Head.LONGEST) {
      return true;
    }
    int common =
        Math.min(
            lengthOne - Text.missing(bagOne, bagOther),
            lengthOther - Text.missing(bagOther, bagOne));
    int least = LEAST_COMMON[Head.samePrefix(one, other)];
    return 100L * common * (lengthOne + lengthOther) >= (long) least * lengthOne * lengthOther;
  }
}
