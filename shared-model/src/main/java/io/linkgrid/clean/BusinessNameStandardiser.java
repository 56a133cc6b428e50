package io.linkgrid.clean;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A business name: its words without legal form, leading or trailing THE, and the name before a
 * DBA. Words that describe (RESTAURANT, CAFE) stay; the comparison weighs them. A name that has
 * nothing but such words (The Co) keeps them all.
 *
 * <p>Each rule makes the list of words shorter or turns an N into AND, and they are applied until
 * none applies. So they end, and a standard name is left as it is.
 */
final class BusinessNameStandardiser implements Standardiser {
  static final Standardiser INSTANCE = new BusinessNameStandardiser();

  private final Set<String> legalForms = new HashSet<>();
  private final Set<String> legalFormsAnywhere = new HashSet<>();

  private BusinessNameStandardiser() {
    for (List<String> row : ResourceTable.rows("legal-forms.tsv", 2)) {
      legalForms.add(row.get(0));
      if (row.get(1).equals("anywhere")) {
        legalFormsAnywhere.add(row.get(0));
      }
    }
  }

  @Override
  public String standardise(String raw) {
    List<String> words = WordScanner.words(raw);
    while (takeTradeName(words)
        || dropNumberSigns(words)
        || readAnd(words)
        || dropLegalFormsWithin(words)
        || dropEnds(words)
        || joinInitials(words)) {
      // until none applies
    }
    return String.join(" ", words);
  }

  /** {@code Music Hall LLC dba Great Hall} is Great Hall. */
  private boolean takeTradeName(List<String> words) {
    int core = lastCoreWord(words);
    for (int i = core - 1; i >= 0; i--) {
      int after = afterTradeNameMark(words, i);
      if (after > 0 && after <= core) {
        words.subList(0, after).clear();
        return true;
      }
    }
    return false;
  }

  /** Returns the index after DBA or D B A, which is how d/b/a is read, or 0. */
  private static int afterTradeNameMark(List<String> words, int at) {
    if (words.get(at).equals("DBA")) {
      return at + 1;
    }
    boolean spelled =
        at + 3 < words.size()
            && words.get(at).equals("D")
            && words.get(at + 1).equals("B")
            && words.get(at + 2).equals("A");
    return spelled ? at + 3 : 0;
  }

  /** {@code No. 3} is written {@code #3} elsewhere, which is read as 3. */
  private static boolean dropNumberSigns(List<String> words) {
    boolean dropped = false;
    for (int i = words.size() - 2; i >= 0; i--) {
      String word = words.get(i);
      if ((word.equals("NO") || word.equals("NOS")) && isNumber(words.get(i + 1))) {
        words.remove(i);
        dropped = true;
      }
    }
    return dropped;
  }

  /** Naan-N-Curry is Naan &amp; Curry; 90 N Montgomery and the initial of J N Smith are not. */
  private static boolean readAnd(List<String> words) {
    boolean changed = false;
    for (int i = 1; i < words.size() - 1; i++) {
      String before = words.get(i - 1);
      if (words.get(i).equals("N") && before.length() > 1 && !isNumber(before)) {
        words.set(i, "AND");
        changed = true;
      }
    }
    for (int i = words.size() - 1; i > 0; i--) {
      if (words.get(i).equals("AND") && words.get(i - 1).equals("AND")) {
        words.remove(i);
        changed = true;
      }
    }
    return changed;
  }

  /** S. F. Bagel is S.F. Bagel, which is read as SF. */
  private static boolean joinInitials(List<String> words) {
    int kept = 0;
    for (int i = 0; i < words.size(); ) {
      int end = i;
      while (end < words.size() && isInitial(words.get(end))) {
        end++;
      }
      int next = Math.max(end, i + 1);
      words.set(kept++, next == i + 1 ? words.get(i) : together(words.subList(i, end)));
      i = next;
    }
    boolean joined = kept < words.size();
    words.subList(kept, words.size()).clear();
    return joined;
  }

  private static boolean isInitial(String word) {
    return word.length() == 1 && Character.isLetter(word.charAt(0));
  }

  /** Letters of Korean may be one letter when they stand together. */
  private static String together(List<String> initials) {
    return Normalizer.normalize(String.join("", initials), Normalizer.Form.NFC);
  }

  private boolean dropEnds(List<String> words) {
    if (lastCoreWord(words) < 0) {
      return false;
    }
    int from = coreStart(words);
    int to = coreEnd(words, from);
    boolean changed = from > 0 || to < words.size();
    if (changed) {
      words.subList(to, words.size()).clear();
      words.subList(0, from).clear();
    }
    return changed;
  }

  /** {@code Safeway Stores, Inc. #995}: some legal forms mean nothing else. */
  private boolean dropLegalFormsWithin(List<String> words) {
    return lastCoreWord(words) >= 0 && words.removeIf(legalFormsAnywhere::contains);
  }

  /** Returns where the last word is that makes a name; -1 when there is none (The Co). */
  private int lastCoreWord(List<String> words) {
    int last = words.size() - 1;
    while (last >= 0 && (isEmptyWord(words.get(last)) || legalForms.contains(words.get(last)))) {
      last--;
    }
    return last;
  }

  private static int coreStart(List<String> words) {
    int start = 0;
    while (start < words.size() && isEmptyWord(words.get(start))) {
      start++;
    }
    return start;
  }

  private int coreEnd(List<String> words, int start) {
    int end = words.size();
    while (end > start) {
      if (isEmptyWord(words.get(end - 1)) || legalForms.contains(words.get(end - 1))) {
        end--;
      } else if (end - start > 3 && isSpelledLlc(words, end - 3)) {
        end -= 3;
      } else {
        break;
      }
    }
    return end;
  }

  private static boolean isSpelledLlc(List<String> words, int at) {
    return words.get(at).equals("L")
        && words.get(at + 1).equals("L")
        && words.get(at + 2).equals("C");
  }

  private static boolean isEmptyWord(String word) {
    return word.equals("THE") || word.equals("AND");
  }

  private static boolean isNumber(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (!Folding.isAsciiDigit(word.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
