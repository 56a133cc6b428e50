package io.linkgrid.splink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.linkgrid.blocking.BlockingKey;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.clean.RecordCleaner;
import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.comparison.PreparedMention;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.model.Mention;
import io.linkgrid.model.Provenance;
import io.linkgrid.model.SourceRecord;
import io.linkgrid.scoring.PairScorer;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecReader;
import io.linkgrid.splink.PeopleByHand.Row;
import io.linkgrid.splink.SplinkImport.Imported;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplinkImportTest {
  private static final double EXACT = 1e-9;

  private static String resource(String name) {
    try (InputStream in = SplinkImportTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<List<String>> lines() {
    return resource("people.csv").lines().map(line -> List.of(line.split(",", -1))).toList();
  }

  private static List<Row> rows() {
    List<String> header = lines().get(0);
    List<Row> rows = new ArrayList<>();
    for (List<String> fields : lines().subList(1, lines().size())) {
      Map<String, String> values = new LinkedHashMap<>();
      for (int i = 0; i < header.size(); i++) {
        values.put(header.get(i), fields.get(i));
      }
      rows.add(new Row(values));
    }
    return rows;
  }

  private static List<Mention> mentions(LinkSpec spec) {
    RecordCleaner cleaner =
        new RecordCleaner(
            spec, lines().get(0), spec.recordIdColumn(), RecordCleaner.RowIdentity.EACH_ITS_OWN);
    List<Mention> mentions = new ArrayList<>();
    for (List<String> fields : lines().subList(1, lines().size())) {
      cleaner.clean(
          new SourceRecord(new Provenance("A", mentions.size() + 1, mentions.size() + 2), fields),
          record -> mentions.add(record.mention()),
          rejected -> {
            throw new AssertionError(rejected.reason());
          });
    }
    return mentions;
  }

  private static LinkSpec people() {
    Imported imported =
        SplinkImport.of(resource("people.json"), "people.json", "people", TermFrequencies.REFUSE);
    return SpecReader.parse(imported.yaml(), "people.yaml");
  }

  @Test
  void everyPair_getsTheWeightThatTheModelGivesIt() throws IOException {
    LinkSpec spec = people();
    PeopleByHand byHand = new PeopleByHand(new ObjectMapper().readTree(resource("people.json")));
    MentionComparison comparison = new MentionComparison(spec);
    PairScorer scorer = new PairScorer(spec, comparison);
    List<PreparedMention> prepared = mentions(spec).stream().map(comparison::prepare).toList();
    List<Row> rows = rows();
    Map<Integer, Set<Integer>> reached = new TreeMap<>();
    for (int i = 0; i < rows.size(); i++) {
      for (int j = i + 1; j < rows.size(); j++) {
        double expected = byHand.weight(rows.get(i), rows.get(j));
        for (int of = 0; of < comparison.size(); of++) {
          reached
              .computeIfAbsent(of, c -> new TreeSet<>())
              .add(byHand.level(of, rows.get(i), rows.get(j)));
        }
        assertThat(scorer.weight(prepared.get(i), prepared.get(j), Double.NEGATIVE_INFINITY))
            .as("%s and %s", rows.get(i), rows.get(j))
            .isCloseTo(expected, within(EXACT));
        assertThat(scorer.weight(prepared.get(j), prepared.get(i), Double.NEGATIVE_INFINITY))
            .as("%s and %s, the other way", rows.get(j), rows.get(i))
            .isCloseTo(expected, within(EXACT));
      }
    }
    assertThat(reached.values())
        .as("every level of every comparison is met, and every null level")
        .containsExactly(
            Set.of(-1, 1, 2, 3, 4, 5, 6, 7),
            Set.of(-1, 1, 2, 3, 4, 5),
            Set.of(-1, 1, 2, 3, 4, 5, 6),
            Set.of(-1, 1, 2, 3, 4, 5),
            Set.of(-1, 1, 2, 3, 4, 5),
            Set.of(-1, 1, 2, 3, 4, 5),
            Set.of(-1, 1, 2, 3),
            Set.of(-1, 1, 2, 3));
  }

  @Test
  void aBlockingRule_bringsThePairsTogetherForWhichItsSqlHolds() {
    LinkSpec spec = people();
    KeyMaker maker = new KeyMaker(spec);
    List<Mention> mentions = mentions(spec);
    List<Row> rows = rows();
    int together = 0;
    for (int i = 0; i < rows.size(); i++) {
      for (int j = i + 1; j < rows.size(); j++) {
        Row l = rows.get(i);
        Row r = rows.get(j);
        boolean expected =
            (shares(l, r, "surname") && shares(l, r, "forename"))
                || shares(l, r, "dob")
                || (startsAlike(l, r) && shares(l, r, "postcode"))
                || shares(l, r, "town")
                || shares(l, r, "email");
        List<BlockingKey> keys = new ArrayList<>(maker.keys(mentions.get(i)));
        keys.retainAll(maker.keys(mentions.get(j)));
        assertThat(!keys.isEmpty()).as("%s and %s", l, r).isEqualTo(expected);
        together += expected ? 1 : 0;
      }
    }
    assertThat(together).isBetween(10, 100);
  }

  private static boolean shares(Row l, Row r, String column) {
    return l.get(column).isPresent() && l.get(column).equals(r.get(column));
  }

  private static boolean startsAlike(Row l, Row r) {
    return l.piece("surname", "^.{1,3}").isPresent()
        && l.piece("surname", "^.{1,3}").equals(r.piece("surname", "^.{1,3}"));
  }

  @Test
  void aModelForOneFile_isSaidToBeOne() {
    Imported imported =
        SplinkImport.of(resource("people.json"), "a/people.json", "!", TermFrequencies.REFUSE);

    assertThat(imported.remarks())
        .containsExactly("The model is for dedupe_only: linkgrid dedupe --records FILE --spec …");
    assertThat(imported.yaml())
        .startsWith("# Imported from a model of Splink, people.json.\n")
        .contains("\nname: a\n");
  }

  /** A model with one comparison; its levels are written as {@code SQL | m | u}. */
  private static String model(String... levels) {
    StringBuilder json =
        new StringBuilder(
            """
            {"link_type": "link_and_dedupe", "probability_two_random_records_match": 0.25,
             "blocking_rules_to_generate_predictions": ["l.x = r.x"],
             "comparisons": [{"output_column_name": "x", "comparison_levels": [
               {"sql_condition": "\\"x_l\\" IS NULL OR \\"x_r\\" IS NULL", "is_null_level": true}
            """);
    for (String level : levels) {
      String[] parts = level.split(" \\| ", -1);
      json.append(", {\"sql_condition\": \"")
          .append(parts[0].replace("\\", "\\\\").replace("\"", "\\\""))
          .append("\", \"label_for_charts\": \"label\", \"m_probability\": ")
          .append(parts[1])
          .append(", \"u_probability\": ")
          .append(parts[2])
          .append("}");
    }
    return json.append(", {\"sql_condition\": \"ELSE\", \"label_for_charts\": \"other\",")
        .append(" \"m_probability\": 0.125, \"u_probability\": 0.5}]}]}")
        .toString();
  }

  private static Imported imported(String json) {
    return SplinkImport.of(json, "m.json", "m", TermFrequencies.REFUSE);
  }

  @Test
  void splink3_writesRulesAsTexts_andColumnsWithoutQuotes() {
    Imported imported =
        imported(model("x_l = x_r | 0.5 | 0.125", "levenshtein(x_l, x_r) < 3 | 0.5 | 0.25"));

    assertThat(imported.yaml())
        .contains(
            "attributes:\n  x: {column: x, type: verbatim}\n",
            "- {name: x, key: [x]}",
            "- {label: label, measure: same, weight: 2.0}",
            "- {label: \"label (2)\", measure: levenshtein, at-most: 2.0, weight: 1.0}",
            "- {label: other, weight: -2.0}",
            "prior-weight: -1.58496250072115");
    assertThat(imported.remarks())
        .containsExactly(
            "The model is for link_and_dedupe. linkgrid dedupe takes one file, linkgrid link a"
                + " reference without duplicates and a file.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          CAST(x_l AS TEXT) = CAST(x_r AS TEXT); measure: same,
          x_l::VARCHAR = x_r::VARCHAR; measure: same,
          lower(x_l) = lower(x_r); measure: same, attribute: x-lower,
          jaro_winkler_similarity(x_l, x_r) > 0.5; measure: jaro-winkler, at-least: 0.5000000000000001,
          0.5 <= jaro_similarity(x_l, x_r); measure: jaro, at-least: 0.5,
          jaccard(x_l, x_r) >= 0.9; measure: jaccard, at-least: 0.9,
          damerau_levenshtein(x_l, x_r) <= 1; measure: damerau-levenshtein, at-most: 1.0,
          abs(date_diff('day', CAST(x_l AS DATE), CAST(x_r AS DATE))) <= 7; measure: days, attribute: x-date, at-most: 7.0,
          ABS(EPOCH(x_l) - EPOCH(x_r)) < 86400; measure: days, attribute: x-date, at-most: 0.0,
          x_l = 'male' AND x_r = 'male'; measure: same, attribute: x-piece,
          substr(x_l, 1, 2) = substr(x_r, 1, 2); measure: same, attribute: x-piece,
          left(x_l, 2) = left(x_r, 2); measure: same, attribute: x-piece,
          x_l = y_r AND y_l = x_r; measure: same, with: y,
          """)
  void aFormOfSql_hasItsWordsInASpec(String sql, String words) {
    assertThat(imported(model(sql + " | 0.5 | 0.25")).yaml())
        .contains("- {label: label, " + words + " weight: 1.0}");
  }

  @Test
  void alternatives_areLevelsOfTheSameWeight() {
    String sql = "x_l = x_r OR (levenshtein(x_l, x_r) <= 1 AND (y_l = y_r OR z_l = z_r))";

    assertThat(imported(model(sql + " | 0.5 | 0.25")).yaml())
        .contains(
            "- {label: label, measure: same, weight: 1.0}\n",
            "- {label: \"label (2)\", all: [{measure: levenshtein, at-most: 1.0}, {measure: same,"
                + " attribute: y}], weight: 1.0}\n",
            "- {label: \"label (3)\", all: [{measure: levenshtein, at-most: 1.0}, {measure: same,"
                + " attribute: z}], weight: 1.0}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          my_function(x_l, x_r) >= 0.5 ~ linkgrid has no measure for my_function(). docs/splink.md lists those that it has; take one of them, and train the model again.
          array_length(list_intersect(x_l, x_r)) >= 1 ~ it compares lists (array_length), and a cell of a file is one text. Split the lists into columns before, and train the model on those.
          list_max(list_transform(x_l, x -> x)) >= 1 ~ it looks into a list, and a cell of a file is one text. Split the lists into columns before, and train the model on those.
          NOT (x_l = x_r) ~ linkgrid has no level for what does not hold. Put a level for the opposite above it.
          x_l IS NULL ~ it asks for missing values without being a null level. Make it the null level of the comparison (is_null_level), or fill the missing values in before.
          x_l = y_r ~ it compares different columns one way only, and the pairs of linkgrid have no left and right. Say it both ways: ColumnsReversedLevel(…, symmetrical=True).
          x_l = 'male' ~ it looks for a text in one of the two records only, and the pairs of linkgrid have no left and right. Say it of both: LiteralMatchLevel(…, side_of_comparison="both").
          x_l = y_l ~ it compares two columns of the same record. Compare the two records of a pair.
          levenshtein(x_l, y_r) <= 1 ~ it does not measure one thing of the two records of a pair. Measure the same column of both.
          jaccard(x_l, x_r) <= 0.5 ~ it wants values that are not alike. Put the level below those that are, without a condition: ELSE.
          jaccard(x_l, x_r) > 1 ~ no pair can reach it. Take the level out of the model.
          regexp_extract(x_l, 'a') = regexp_extract(x_r, 'a') ~ where the piece of the text is not there, SQL compares empty texts, and linkgrid has no value. Write NULLIF(…, '') around it, and train the model again.
          regexp_extract(x_l, 'a', 2) = regexp_extract(x_r, 'a', 2) ~ it takes group 2 of 'a'. Take the whole match, or its first group.
          regexp_extract(x_l, '(', 0) = regexp_extract(x_r, '(', 0) ~ '(' is no regular expression of Java: Unclosed group. Write it in a form that both understand.
          upper(left(x_l, 1)) = upper(left(x_r, 1)) ~ letters are changed after a piece was taken out. Change them before: ColumnExpression(…).lower().substr(…).
          left(left(x_l, 2), 1) = left(left(x_r, 2), 1) ~ it takes a piece out of a piece. Make the piece a column of its own before, and train the model on that.
          left(x_l, 1) = 'a' AND left(x_r, 1) = 'a' ~ it looks for a text in a piece of a column. Make the piece a column of its own before, and train the model on that.
          left(x_l, 0) = left(x_r, 0) ~ it counts characters from the end, or none. Take pieces from the front: substr(column, 1, 3).
          CAST(x_l AS INT) = CAST(x_r AS INT) ~ linkgrid does not change this value into type 'int'. Write the column in that form before, and train the model on it.
          abs(date_diff('month', x_l, x_r)) <= 1 ~ it counts borders of the calendar other than days. Count elapsed time: AbsoluteDateDifferenceLevel.
          try_strptime(x_l, '%H:%M') = try_strptime(x_r, '%H:%M') ~ it reads '%H:%M', and linkgrid reads dates of a year, a month and a day in digits, without a time. Write the column as %Y-%m-%d before, and train the model on it.
          x = x ~ column 'x' is of neither record. Expected x_l or x_r.
          x_l = ~ its SQL is not understood at its end. Write it in a form that docs/splink.md lists.
          x_l = x_r ! really ~ its SQL is not understood from '! really' on. Write it in a form that docs/splink.md lists.
          x_l BETWEEN x_r ~ its SQL is not understood at 'BETWEEN'. Write it in a form that docs/splink.md lists.
          """)
  void whatHasNoWordsInASpec_isToldWithItsPlace(String sql, String sentences) {
    assertThatExceptionOfType(LinkgridException.class)
        .isThrownBy(() -> imported(model(sql + " | 0.5 | 0.25")))
        .withMessage(
            "m.json comparison 'x' level 2 'label' (%s): %s\nNothing was written.", sql, sentences)
        .matches(e -> e.kind() == Kind.DATA);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          null | 0.5; m_probability is none, so that its weight is not known. Train the level in Splink, or write a number into the file.
          0.5 | "level not observed in training dataset"; u_probability is "level not observed in training dataset", so that its weight is not known. Train the level in Splink, or write a number into the file.
          0 | 0.5; m_probability is 0.0, so that its weight is no number. Write a small one that is above 0 into the file.
          0.5 | 0; u_probability is 0.0, so that its weight is no number. Write a small one that is above 0 into the file.
          1e-40 | 1; its weight is -132.877123795494
          """)
  void withoutMOrU_thereIsNoWeight(String mAndU, String sentences) {
    assertThatExceptionOfType(LinkgridException.class)
        .isThrownBy(() -> imported(model("x_l = x_r | " + mAndU)))
        .withMessageStartingWith(
            "m.json comparison 'x' level 2 'label' (x_l = x_r): %s", sentences);
  }

  @Test
  void termFrequencies_areLeftOutOnlyWhenThatIsSaid() {
    String json =
        model("x_l = x_r | 0.5 | 0.25")
            .replace("\"label\",", "\"label\", \"tf_adjustment_column\": \"x\",");

    assertThatExceptionOfType(LinkgridException.class)
        .isThrownBy(() -> imported(json))
        .withMessage(
            "m.json comparison 'x' level 2 'label' (x_l = x_r): Splink adds 1.0 * log2(u / share of"
                + " the more frequent of the two values of 'x' among all input records). linkgrid"
                + " cannot add the same: weights that are set by hand stay as they are, and its own"
                + " rarity counts the other records of the reference alone. Import with"
                + " --without-term-frequencies, and the level weighs log2(m / u).\n"
                + "Nothing was written.");

    Imported without = SplinkImport.of(json, "m.json", "m", TermFrequencies.LEAVE_OUT);
    assertThat(without.yaml())
        .contains("# x_l = x_r; m 0.5, u 0.25; its adjustment by term frequency is left out\n");
    assertThat(without.remarks())
        .contains(
            "Left out: the adjustment by term frequency of 1 level. Weights differ from Splink's by"
                + " it.");
  }

  @Test
  void everythingThatIsWrong_isToldAtOnce() {
    String json =
        """
        {"sql_dialect": "spark", "probability_two_random_records_match": 1,
         "blocking_rules_to_generate_predictions": [
           "l.x = r.x and l.y <> r.y", "l.x = r.y and l.y = r.x", "levenshtein(l.x, r.x) < 2",
           {"blocking_rule": "l.x = r.x", "arrays_to_explode": ["x"]}],
         "comparisons": [
           {"output_column_name": "empty", "comparison_levels": []},
           {"output_column_name": "late", "comparison_levels": [
             {"sql_condition": "x_l = x_r", "m_probability": 0.5, "u_probability": 0.5},
             {"sql_condition": "x_l IS NULL OR x_r IS NULL", "is_null_level": true},
             {"sql_condition": "ELSE", "m_probability": 0.5, "u_probability": 0.5}]},
           {"output_column_name": "any", "comparison_levels": [
             {"sql_condition": "x_l IS NULL OR x_r IS NULL OR y_l IS NULL OR y_r IS NULL",
              "label_for_charts": "null", "is_null_level": true},
             {"sql_condition": "x_l = x_r", "m_probability": 0.5, "u_probability": 0.5},
             {"sql_condition": "ELSE", "m_probability": 0.5, "u_probability": 0.5}]},
           {"output_column_name": "half", "comparison_levels": [
             {"sql_condition": "x_l IS NULL", "is_null_level": true},
             {"sql_condition": "ELSE", "m_probability": 0.5, "u_probability": 0.5}]}]}
        """;
    LinkgridException refusal = catchThrowableOfType(LinkgridException.class, () -> imported(json));

    String key = ": a key is made of values that both records share, whole or in pieces, and ";
    String notTheSame =
        "this is not the same value of both. Take it out of the file: the rule then brings more"
            + " pairs together, which get the weights that Splink would give them.";
    assertThat(refusal.getMessage().lines())
        .containsExactly(
            "m.json sql_dialect 'spark': only the SQL of DuckDB is understood, and functions of one"
                + " name count differently elsewhere. Save the model from a linker with DuckDBAPI.",
            "m.json probability_two_random_records_match: expected a number between 0 and 1, found"
                + " 1.0. Estimate it in Splink and save the model again.",
            "m.json comparison 'empty': expected levels of which the last, and no other, is ELSE,"
                + " found 0 levels with 0 of them ELSE. End it with ElseLevel().",
            "m.json comparison 'late' level 2 'x_l IS NULL OR x_r IS NULL' (x_l IS NULL OR x_r IS"
                + " NULL): a null level that is not the first says nothing about the pairs that"
                + " those above it leave. Put it first, as one level, and train the model again.",
            "m.json comparison 'any' level 1 'null' (x_l IS NULL OR x_r IS NULL OR y_l IS NULL OR"
                + " y_r IS NULL): it says nothing about a pair in which one of several columns is"
                + " missing. Make it a comparison for each column.",
            "m.json comparison 'half': it has no level but ELSE and says nothing. Leave it out.",
            "m.json comparison 'half' level 1 'x_l IS NULL' (x_l IS NULL): it is a null level of"
                + " another form than \"x_l\" IS NULL OR \"x_r\" IS NULL. Use NullLevel(…).",
            "m.json blocking rule 1 (l.x = r.x and l.y <> r.y)"
                + key
                + "linkgrid has no level of this form. docs/splink.md lists those that it has;"
                + " take one of them, and train the model again.",
            "m.json blocking rule 2 (l.x = r.y and l.y = r.x)" + key + notTheSame,
            "m.json blocking rule 3 (levenshtein(l.x, r.x) < 2)" + key + notTheSame,
            "m.json blocking rule 4 (l.x = r.x): it takes lists apart, and a cell of a file is one"
                + " text. Split the lists into columns before, and write a rule for each.",
            "Nothing was written.");
  }

  @Test
  void withoutRules_splinkComparesAllPairs_andThereIsNothingToImport() {
    assertThatExceptionOfType(LinkgridException.class)
        .isThrownBy(() -> imported(model("x_l = x_r | 0.5 | 0.25").replace("\"l.x = r.x\"", "")))
        .withMessage(
            "m.json blocking_rules_to_generate_predictions: there are none, and Splink would compare"
                + " every pair. Write one into the file, such as \"l.surname = r.surname\".\n"
                + "Nothing was written.");
  }

  @Test
  void moreLevelsThanASpecHas_areRefused() {
    String[] levels = new String[15];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = "levenshtein(x_l, x_r) <= " + i + " | 0.5 | 0.25";
    }
    assertThatExceptionOfType(LinkgridException.class)
        .isThrownBy(() -> imported(model(levels)))
        .withMessage(
            "m.json comparison 'x': it needs 16 levels, since each OR is one of its own, and a"
                + " comparison has at most 15. Leave out some, and train the model again.\n"
                + "Nothing was written.");
  }

  @Test
  void anotherJson_isNoModel() {
    assertThatExceptionOfType(LinkgridException.class)
        .isThrownBy(() -> imported("{\"comparisons\": []}"))
        .withMessage(
            "m.json: no model of Splink, for it has no 'comparisons'. Expected what"
                + " linker.misc.save_model_to_json writes.");
    assertThatExceptionOfType(LinkgridException.class)
        .isThrownBy(() -> imported("{\n\"comparisons\": oops"))
        .withMessageStartingWith("m.json line 2: no valid JSON: Unrecognized token 'oops'");
  }
}
