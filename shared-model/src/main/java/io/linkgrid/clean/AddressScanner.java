package io.linkgrid.clean;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits an address into upper-case words and brings each to one spelling: ordinals ({@code 06TH},
 * {@code SIXTH}, {@code 16 TH}), floors ({@code 10/F}), unit numbers ({@code K-106-B}), words that
 * were typed without a blank ({@code McAllisterSt}). The signs {@code #} and {@code &} are words.
 * Which word is what in the address is not decided here.
 */
final class AddressScanner {
  private static final AddressWords WORDS = AddressWords.INSTANCE;
  private static final int LARGEST_ORDINAL_DIGITS = 4;

  /** No word of an address is longer, and taking words apart is recursive. */
  private static final int LONGEST_WORD = 64;

  /** Suffixes that no name of a street ends with by itself. */
  private static final List<String> JOINED_SUFFIXES = List.of("STREET", "AVENUE", "BOULEVARD");

  private static final String STREET = "STREET";

  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder(16);

  /** Where the piece after the last period of the word starts. */
  private int piece;

  /** Whether the word holds a hyphen or a slash. */
  private boolean compound;

  private AddressScanner(String raw) {
    text = Folding.fold(raw);
  }

  /** Returns the words, in a list that the caller may change. */
  static List<String> words(String raw) {
    AddressScanner scanner = new AddressScanner(raw);
    scanner.scan();
    return scanner.words;
  }

  private void scan() {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'a' && c <= 'z') {
        word.append((char) (c - ('a' - 'A')));
      } else if (c >= 'A' && c <= 'Z') {
        if (startsJoinedSuffix(i)) {
          endWord();
        }
        word.append(c);
      } else if (Folding.isAsciiDigit(c)) {
        word.append(c);
      } else if (c >= 0x80) {
        int codePoint = text.codePointAt(i);
        if (!Folding.appendWordPart(word, codePoint)) {
          endWord();
        }
        i += Character.charCount(codePoint) - 1;
      } else {
        i += punctuation(c, i);
      }
    }
    endWord();
    while (!words.isEmpty() && words.get(words.size() - 1).equals("&")) {
      words.remove(words.size() - 1);
    }
  }

  /** Takes a punctuation mark and returns how many further characters it has eaten. */
  private int punctuation(char c, int at) {
    switch (c) {
      case '\'', '`' -> {}
      case '.' -> period(at);
      case '#' -> sign("#");
      case '&', '+' -> sign("&");
      case '@' -> {
        endWord();
        words.add("AT");
      }
      case '-', '/' -> {
        if (c == '/' && isAlone(at)) {
          sign("&"); // PENA BLVD / GUN CLUB RD
          return 0;
        }
        if (!word.isEmpty() && Folding.isWordAt(text, at + 1)) {
          word.append(c);
          piece = word.length();
          compound = true;
        } else {
          return range(c, at);
        }
      }
      case ' ' -> {
        // 114 - 116: the hyphen decides, not the blank before it
        if (!isRangeAhead(at)) {
          endWord();
        }
      }
      default -> endWord();
    }
    return 0;
  }

  private boolean isAlone(int at) {
    return at > 0
        && at + 1 < text.length()
        && text.charAt(at - 1) == ' '
        && text.charAt(at + 1) == ' ';
  }

  /** A house number may be written 114 - 116. */
  private int range(char c, int at) {
    int next = at + 1;
    while (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
    boolean inRange =
        c == '-'
            && words.isEmpty()
            && HouseNumbers.isNumber(word.toString())
            && next < text.length()
            && Folding.isAsciiDigit(text.charAt(next));
    if (!inRange) {
      endWord();
      return 0;
    }
    word.append('-');
    compound = true;
    return next - at - 1;
  }

  private boolean isRangeAhead(int at) {
    if (!words.isEmpty() || word.isEmpty()) {
      return false;
    }
    int next = at + 1;
    while (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
    return next < text.length()
        && text.charAt(next) == '-'
        && next + 1 < text.length()
        && HouseNumbers.isNumber(word.toString());
  }

  private void period(int at) {
    if (word.isEmpty() || !Folding.isWordAt(text, at + 1)) {
      return;
    }
    if (!WordScanner.joins(text, at, word.length() - piece)) {
      endWord();
    } else {
      if (Folding.isAsciiDigit(text.charAt(at - 1))) {
        word.append('.');
      }
      piece = word.length();
    }
  }

  /** Tells whether a capital after a small letter starts a suffix: the St of McAllisterSt. */
  private boolean startsJoinedSuffix(int at) {
    if (word.isEmpty() || text.charAt(at - 1) < 'a' || text.charAt(at - 1) > 'z') {
      return false;
    }
    StringBuilder tail = new StringBuilder(9);
    for (int i = at; i < text.length() && tail.length() < 10 && Folding.isWordAt(text, i); i++) {
      tail.append(Character.toUpperCase(text.charAt(i)));
    }
    return WORDS.isMainSuffix(tail.toString());
  }

  private void sign(String sign) {
    endWord();
    boolean useless = words.isEmpty() || words.get(words.size() - 1).equals(sign);
    if (!useless) {
      words.add(sign);
    }
  }

  private void endWord() {
    if (!word.isEmpty()) {
      String finished = Folding.finished(word);
      if (finished.length() > LONGEST_WORD) {
        words.add(finished);
      } else if (compound) {
        addCompound(finished);
      } else {
        add(finished);
      }
      word.setLength(0);
    }
    piece = 0;
    compound = false;
  }

  private void addCompound(String compoundWord) {
    if (HouseNumbers.isFraction(compoundWord) || isRange(compoundWord)) {
      words.add(compoundWord);
      return;
    }
    int slash = compoundWord.indexOf('/');
    if (slash >= 0) {
      addSlashed(compoundWord.substring(0, slash), compoundWord.substring(slash + 1));
    } else {
      addHyphened(compoundWord);
    }
  }

  /** The first word of an address may be a range of house numbers: 114-116, 5317-19, 12-A. */
  private boolean isRange(String compoundWord) {
    if (!words.isEmpty() || !Folding.isAsciiDigit(compoundWord.charAt(0))) {
      return false;
    }
    int letters = 0;
    for (int i = 0; i < compoundWord.length(); i++) {
      char c = compoundWord.charAt(i);
      letters = c == '-' || Folding.isAsciiDigit(c) ? 0 : letters + 1;
      if (c == '/' || c >= 0x80 || letters > 1) {
        return false;
      }
    }
    return true;
  }

  private void addSlashed(String before, String after) {
    String floor =
        HouseNumbers.isOrdinal(before) ? before.substring(0, before.length() - 2) : before;
    boolean isFloor =
        after.equals("F") || after.equals("FL") || after.equals("FLR") || after.equals("FLOOR");
    if (isFloor && HouseNumbers.isNumber(floor) && !words.isEmpty()) {
      words.add("FL");
      words.add(floor);
    } else if (words.isEmpty() && HouseNumbers.isNumber(before) && HouseNumbers.isNumber(after)) {
      words.add(before + "-" + after);
    } else {
      addPiece(before);
      boolean corner = isStreetLike(before) && isStreetLike(after);
      if (corner) {
        add("&");
      }
      addPiece(after);
    }
  }

  /** Tells a corner (5TH/MISSION) from sides and shorthand (N/W, C/O). */
  private static boolean isStreetLike(String piece) {
    return piece.length() > 2 && (HouseNumbers.isOrdinal(piece) || !hasDigit(piece));
  }

  private void addPiece(String piece) {
    if (piece.isEmpty()) {
      return;
    }
    if (piece.indexOf('/') >= 0 || piece.indexOf('-') >= 0) {
      addCompound(piece);
    } else {
      add(piece);
    }
  }

  /** Words and ordinals are taken apart (MID-TOWN, 5TH-FLOOR), identifiers put together. */
  private void addHyphened(String hyphened) {
    boolean apart = !hasDigit(hyphened);
    int from = 0;
    while (!apart && from < hyphened.length()) {
      int to = pieceEnd(hyphened, from);
      String part = hyphened.substring(from, to);
      apart = HouseNumbers.isOrdinal(part) || (part.length() > 2 && !hasDigit(part));
      from = to + 1;
    }
    if (apart) {
      for (int start = 0; start < hyphened.length(); ) {
        int to = pieceEnd(hyphened, start);
        addPiece(hyphened.substring(start, to));
        start = to + 1;
      }
      return;
    }
    StringBuilder identifier = new StringBuilder(hyphened.length());
    for (int i = 0; i < hyphened.length(); i++) {
      char c = hyphened.charAt(i);
      boolean betweenDigits =
          i > 0
              && i + 1 < hyphened.length()
              && Folding.isAsciiDigit(hyphened.charAt(i - 1))
              && Folding.isAsciiDigit(hyphened.charAt(i + 1));
      if (c != '-' || betweenDigits) {
        identifier.append(c);
      }
    }
    add(identifier.toString());
  }

  private static int pieceEnd(String hyphened, int from) {
    int hyphen = hyphened.indexOf('-', from);
    return hyphen < 0 ? hyphened.length() : hyphen;
  }

  static boolean hasDigit(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (Folding.isAsciiDigit(word.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private void add(String found) {
    if (Folding.isAsciiDigit(found.charAt(0))) {
      addNumbered(found);
      return;
    }
    switch (found) {
      case "AND", "&" -> {
        if (!words.isEmpty() && !words.get(words.size() - 1).equals("&")) {
          words.add("&");
        }
      }
      case "SAINT" -> words.add("ST");
      case "O" -> {
        int last = words.size() - 1;
        if (last >= 0 && words.get(last).equals("P")) {
          words.set(last, "PO"); // P O BOX
        } else {
          words.add(found);
        }
      }
      case "TH", "ND" -> {
        if (!joinOrdinalEnding()) {
          words.add(found);
        }
      }
      default -> addWord(found);
    }
  }

  /** {@code 16 TH ST} is 16TH ST. A house number has no ordinal ending. */
  private boolean joinOrdinalEnding() {
    int last = words.size() - 1;
    if (last < 1 || !isOrdinalNumber(words.get(last))) {
      return false;
    }
    words.set(last, HouseNumbers.ordinal(Integer.parseInt(words.get(last))));
    return true;
  }

  private void addWord(String found) {
    if (joinPrefix(found)) {
      return;
    }
    int ordinal = WORDS.ordinal(found);
    if (ordinal > 0) {
      int last = words.size() - 1;
      int tens = last >= 0 && ordinal < 10 ? WORDS.tens(words.get(last)) : 0;
      if (tens > 0) {
        words.remove(last);
      }
      words.add(HouseNumbers.ordinal(tens + ordinal));
      return;
    }
    if (isBlindlyReplaced(found)) {
      add("ST" + found.substring(STREET.length()));
      return;
    }
    for (String suffix : JOINED_SUFFIXES) {
      if (found.length() >= suffix.length() + 5 && found.endsWith(suffix)) {
        add(found.substring(0, found.length() - suffix.length()));
        words.add(suffix);
        return;
      }
    }
    words.add(found);
  }

  /** Tells STREETOCKTON and STREETREET, which somebody's St -> Street has made. */
  private static boolean isBlindlyReplaced(String found) {
    return found.length() > STREET.length() + 1
        && found.startsWith(STREET)
        && !found.startsWith("STREETER")
        && "AEIOURY".indexOf(found.charAt(STREET.length())) >= 0;
  }

  /** O'FARRELL and MCALLISTER are also written with a blank. */
  private boolean joinPrefix(String found) {
    int last = words.size() - 1;
    if (last < 0 || found.length() < 4 || WORDS.suffix(found) != null) {
      return false;
    }
    String prefix = words.get(last);
    if (!prefix.equals("O") && !prefix.equals("MC")) {
      return false;
    }
    words.set(last, prefix + found);
    return true;
  }

  private void addNumbered(String found) {
    String ordinal = plainOrdinal(found);
    if (HouseNumbers.isOrdinal(ordinal)) {
      words.add(ordinal);
      return;
    }
    int letters = 0;
    while (!Folding.isAsciiDigit(found.charAt(found.length() - 1 - letters))) {
      letters++;
    }
    int digits = found.length() - letters;
    boolean joined =
        words.isEmpty() && letters > 2 && HouseNumbers.isNumber(found.substring(0, digits));
    words.add(joined ? found.substring(0, digits) : found);
    if (joined) {
      add(found.substring(digits));
    }
  }

  /**
   * Returns an ordinal without leading zeros and with its ending unswapped: 06TH is 6TH, 17HT is
   * 17TH. An ending that does not fit (81TH) stays: it shows that the digits are wrong.
   */
  private static String plainOrdinal(String found) {
    int letters = found.length() - 2;
    if (letters < 1 || !isOrdinalNumber(found.substring(0, letters))) {
      return found;
    }
    int value = Integer.parseInt(found.substring(0, letters));
    if (HouseNumbers.isOrdinal(found)) {
      return value + found.substring(letters);
    }
    String right = HouseNumbers.ordinal(value);
    boolean swapped =
        right.charAt(right.length() - 1) == found.charAt(letters)
            && right.charAt(right.length() - 2) == found.charAt(letters + 1);
    return swapped ? right : found;
  }

  static boolean isOrdinalNumber(String digits) {
    return digits.length() <= LARGEST_ORDINAL_DIGITS
        && HouseNumbers.isNumber(digits)
        && Integer.parseInt(digits) > 0;
  }
}
