package io.linkgrid.splink;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes an SQL text apart. */
final class SqlTokens {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*)"
              + "|(?<quoted>\"(?:[^\"]|\"\")*\"|`[^`]*`)"
              + "|(?<text>'(?:[^']|'')*+')"
              + "|(?<number>\\d+\\.?\\d*(?:[eE][-+]?\\d+)?|\\.\\d+(?:[eE][-+]?\\d+)?)"
              + "|(?<sign>::|->|<>|!=|<=|>=|==|\\|\\||[-+*/=<>(),.\\[\\]{}:;%?]))");

  private SqlTokens() {}

  /** What a token is. */
  enum Kind {
    /** A word without quotes: a keyword, a function or a column. */
    WORD,
    /** A column in double quotes. */
    QUOTED,
    /** A text in single quotes. */
    TEXT,
    /** A number. */
    NUMBER,
    /** A sign. */
    SIGN,
    /** The end. */
    END
  }

  /**
   * A token.
   *
   * @param text its text, without quotes
   */
  record Token(Kind kind, String text) {
    static final Token END = new Token(Kind.END, "");

    /** Returns whether it is this keyword or sign, in any letters. */
    boolean is(String word) {
      return (kind == Kind.WORD || kind == Kind.SIGN) && text.equalsIgnoreCase(word);
    }

    /** Returns the token in the one form in which equal ones are equal texts. */
    private String normal() {
      return kind == Kind.WORD ? text.toLowerCase(Locale.ROOT) : text;
    }
  }

  /** Returns the tokens of a text. */
  static List<Token> of(String sql) throws NotCarriedOver {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(sql.strip());
    int at = 0;
    while (at < sql.strip().length()) {
      matcher.region(at, sql.strip().length());
      if (!matcher.lookingAt()) {
        throw new NotCarriedOver(
            "its SQL is not understood from '%s' on. Write it in a form that docs/splink.md lists."
                .formatted(Shown.text(sql.strip().substring(at))));
      }
      tokens.add(token(matcher));
      at = matcher.end();
    }
    return tokens;
  }

  private static Token token(Matcher matcher) {
    if (matcher.group("word") != null) {
      return new Token(Kind.WORD, matcher.group("word"));
    }
    if (matcher.group("quoted") != null) {
      return new Token(Kind.QUOTED, unquoted(matcher.group("quoted")));
    }
    if (matcher.group("text") != null) {
      return new Token(Kind.TEXT, unquoted(matcher.group("text")));
    }
    return matcher.group("number") != null
        ? new Token(Kind.NUMBER, matcher.group("number"))
        : new Token(Kind.SIGN, matcher.group("sign"));
  }

  private static String unquoted(String quoted) {
    String quote = quoted.substring(0, 1);
    return quoted.substring(1, quoted.length() - 1).replace(quote + quote, quote);
  }

  /** Returns the tokens with one blank between them, so that equal conditions are equal texts. */
  static String normal(List<Token> tokens) {
    return String.join(" ", tokens.stream().map(Token::normal).toList());
  }
}
