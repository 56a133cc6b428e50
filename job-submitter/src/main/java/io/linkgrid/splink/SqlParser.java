package io.linkgrid.splink;

import io.linkgrid.splink.SqlTokens.Kind;
import io.linkgrid.splink.SqlTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads an SQL condition. */
final class SqlParser {
  private static final Set<String> COMPARISONS =
      Set.of("=", "==", "<>", "!=", "<", "<=", ">", ">=");
  private static final int DEEPEST = 100;

  private final List<Token> tokens;
  private int at;
  private int depth;

  private SqlParser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** Returns a condition. */
  static Sql parse(String sql) throws NotCarriedOver {
    SqlParser parser = new SqlParser(SqlTokens.of(sql));
    Sql parsed = parser.or();
    if (parser.next().kind() != Kind.END) {
      throw parser.notUnderstood();
    }
    return parsed;
  }

  private Sql or() throws NotCarriedOver {
    if (++depth > DEEPEST) {
      throw new NotCarriedOver("its SQL has too many brackets. Write it with fewer.");
    }
    List<Sql> all = new ArrayList<>(List.of(and()));
    while (took("or")) {
      all.add(and());
    }
    depth--;
    return all.size() == 1 ? all.get(0) : new Sql.Or(all);
  }

  private Sql and() throws NotCarriedOver {
    List<Sql> all = new ArrayList<>(List.of(not()));
    while (took("and")) {
      all.add(not());
    }
    return all.size() == 1 ? all.get(0) : new Sql.And(all);
  }

  private Sql not() throws NotCarriedOver {
    int times = 0;
    while (took("not")) {
      times++;
    }
    Sql condition = predicate();
    return times % 2 == 0 ? condition : new Sql.Not(condition);
  }

  private Sql predicate() throws NotCarriedOver {
    Sql left = sum();
    if (took("is")) {
      boolean negated = took("not");
      expect("null");
      Sql isNull = new Sql.IsNull(left);
      return negated ? new Sql.Not(isNull) : isNull;
    }
    Token operator = next();
    if (operator.kind() == Kind.SIGN && COMPARISONS.contains(operator.text())) {
      at++;
      String normal =
          switch (operator.text()) {
            case "==" -> "=";
            case "!=" -> "<>";
            default -> operator.text();
          };
      return new Sql.Compare(normal, left, sum());
    }
    return left;
  }

  private Sql sum() throws NotCarriedOver {
    Sql left = product();
    while (next().is("+") || next().is("-") || next().is("||")) {
      String operator = tokens.get(at++).text();
      left = new Sql.Arithmetic(operator, left, product());
    }
    return left;
  }

  private Sql product() throws NotCarriedOver {
    Sql left = cast();
    while (next().is("*") || next().is("/")) {
      String operator = tokens.get(at++).text();
      left = new Sql.Arithmetic(operator, left, cast());
    }
    return left;
  }

  private Sql cast() throws NotCarriedOver {
    Sql value = primary();
    while (took("::")) {
      value = new Sql.Cast(value, type());
    }
    if (next().is("[") || next().is("->")) {
      throw new NotCarriedOver(
          "it looks into a list, and a cell of a file is one text. Split the lists into columns"
              + " before, and train the model on those.");
    }
    return value;
  }

  private Sql primary() throws NotCarriedOver {
    Token token = next();
    switch (token.kind()) {
      case NUMBER -> {
        at++;
        return new Sql.Numeral(Double.parseDouble(token.text()));
      }
      case TEXT -> {
        at++;
        return new Sql.Text(token.text());
      }
      case SIGN -> {
        if (took("(")) {
          Sql inner = or();
          expect(")");
          return inner;
        }
        throw notUnderstood();
      }
      case WORD -> {
        if (took("cast")) {
          expect("(");
          Sql value = or();
          expect("as");
          String type = type();
          expect(")");
          return new Sql.Cast(value, type);
        }
        return callOrColumn();
      }
      case QUOTED -> {
        return callOrColumn();
      }
      case END -> throw notUnderstood();
    }
    throw notUnderstood();
  }

  private Sql callOrColumn() throws NotCarriedOver {
    Token name = tokens.get(at++);
    if (name.kind() == Kind.WORD && took("(")) {
      List<Sql> arguments = new ArrayList<>();
      if (!took(")")) {
        do {
          arguments.add(or());
        } while (took(","));
        expect(")");
      }
      return new Sql.Call(name.text().toLowerCase(Locale.ROOT), arguments);
    }
    if (!took(".")) {
      return new Sql.Column("", name.text());
    }
    Token column = next();
    if (column.kind() != Kind.WORD && column.kind() != Kind.QUOTED) {
      throw notUnderstood();
    }
    at++;
    return new Sql.Column(name.text(), column.text());
  }

  private String type() throws NotCarriedOver {
    Token type = next();
    if (type.kind() != Kind.WORD) {
      throw notUnderstood();
    }
    at++;
    if (took("(")) {
      while (!took(")")) {
        if (next().kind() == Kind.END) {
          throw notUnderstood();
        }
        at++;
      }
    }
    return type.text().toLowerCase(Locale.ROOT);
  }

  private Token next() {
    return at < tokens.size() ? tokens.get(at) : Token.END;
  }

  private boolean took(String word) {
    if (next().is(word)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String word) throws NotCarriedOver {
    if (!took(word)) {
      throw notUnderstood();
    }
  }

  private NotCarriedOver notUnderstood() {
    String where =
        next().kind() == Kind.END ? "at its end" : "at '" + Shown.text(next().text()) + "'";
    return new NotCarriedOver(
        "its SQL is not understood " + where + ". Write it in a form that docs/splink.md lists.");
  }
}
