package io.linkgrid.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.spec.Attribute;
import io.linkgrid.spec.AttributeType;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecProposalTest {
  private static final Path RESOURCES = Path.of("src", "test", "resources", "io/linkgrid/profile");

  @TempDir private Path directory;

  @Test
  void peopleOfTwoFiles_makeTheSpecOfTheGoldenFile() throws IOException {
    SpecProposal proposal = people();

    assertThat(proposal.yaml()).isEqualTo(Files.readString(RESOURCES.resolve("people.yaml")));
    assertThat(proposal.remarks())
        .containsExactly("Only people-a.csv has these columns, so they cannot be used: branch.");
  }

  @Test
  void theSameFiles_makeTheSameText() {
    assertThat(people()).isEqualTo(people());
  }

  @Test
  void dinersWithZips_areOfTheUnitedStates_andSpreadByZip() throws IOException {
    Path diners =
        file(
            "diners.tsv",
            "inspection_id\tdiner_name\tdiner_address\tdiner_postal_code\tdiner_latitude"
                + "\tdiner_longitude\tinspection_date\tinspection_score\tviolation_id\trisk",
            300,
            i ->
                String.join(
                    "\t",
                    "i" + i / 2,
                    "Diner No " + i / 3,
                    i / 3 + 10 + " Kelp St",
                    "" + (94100 + i / 3 % 50),
                    "37." + (100 + i),
                    "-122." + (100 + i),
                    "2017-05-" + (10 + i % 10),
                    "" + (70 + i % 30),
                    i % 3 == 0 ? "" : "v" + i,
                    i % 3 == 0 ? "" : i % 2 == 0 ? "High" : "Low"));

    String yaml = SpecProposal.of(List.of(diners), Optional.empty()).yaml();
    LinkSpec spec = SpecReader.parse(yaml, "diners");

    assertThat(types(spec))
        .containsOnly(
            Map.entry("name", AttributeType.BUSINESS_NAME),
            Map.entry("address", AttributeType.US_ADDRESS),
            Map.entry("postal-code", AttributeType.US_ZIP),
            Map.entry("location", AttributeType.COORDINATES));
    assertThat(spec.name()).isEqualTo("diners");
    assertThat(spec.recordIdColumn()).isEqualTo("inspection_id");
    assertThat(spec.partitionBy()).hasValue(2);
    assertThat(spec.blocking().get(0).name()).isEqualTo("postal-code");
    assertThat(yaml)
        .contains("# inspection_id: 150 values in 300 rows, so it does not tell all rows apart;")
        .contains("# event: {id: violation_id, date: inspection_date}")
        .contains("# - inspection_score: it tells of the row's inspection;")
        .contains("# - risk: it is there only where violation_id is;");
  }

  /** A registry and what became of it: nothing has its old name but the phone. */
  @Test
  void columnsThatTheSecondFileCallsOtherwise_areFoundByNameAndValues() throws IOException {
    IntFunction<String> shop =
        i ->
            "Shop "
                + i
                + ','
                + (i + 10)
                + " Kelp St,Town"
                + i % 7
                + (i % 3 == 0 ? ",NV," : ",CA,")
                + (94100 + i % 50);
    Path old =
        file(
            "old.csv",
            "reg_no,legal_name,street_address,city,state,zip_code,phone,employees",
            300,
            i -> "R" + i + ',' + shop.apply(i) + ",(415) 555-" + (1000 + i) + ',' + i % 9);
    Path now =
        file(
            "now.csv",
            "record_number,trade_name,address,town,st,postal_code,Phone,floors",
            300,
            i -> "X" + i + ',' + shop.apply(i) + ",415-555-" + (1000 + i) + ',' + i % 9);

    SpecProposal proposal = SpecProposal.of(List.of(old, now), Optional.empty());
    LinkSpec spec = SpecReader.parse(proposal.yaml(), "shops");

    assertThat(spec.format().otherNames())
        .containsOnly(
            Map.entry("record_number", "reg_no"),
            Map.entry("trade_name", "legal_name"),
            Map.entry("address", "street_address"),
            Map.entry("town", "city"),
            Map.entry("st", "state"),
            Map.entry("postal_code", "zip_code"));
    assertThat(spec.recordIdColumn()).isEqualTo("reg_no");
    assertThat(types(spec))
        .containsEntry("phone", AttributeType.US_PHONE)
        .containsEntry("zip-code", AttributeType.US_ZIP);
    assertThat(proposal.yaml())
        .contains(
            "# What now.csv calls columns of old.csv, as it seems by their names and values.");
    assertThat(proposal.remarks())
        .as("numbers of the same values need not mean the same")
        .containsExactly(
            "Only old.csv has these columns, so they cannot be used: employees.",
            "Only now.csv has these columns, so they cannot be used: floors.");
  }

  @Test
  void filesThatRepeatNothing_seemToHoldEachEntityOnce() throws IOException {
    assertThat(oneToOne(0))
        .containsSubsequence(
            "# Each file seems to hold an entity once: 300 records share a code, or a name and"
                + " something else,",
            "\none-to-one: yes\n");
    assertThat(oneToOne(30))
        .containsSubsequence(
            "# If each file holds an entity once, more is known of every pair.",
            "60 with one of their own.",
            "\n# one-to-one: yes\n");
    assertThat(oneToOne(100)).doesNotContain("one-to-one");
  }

  /** Two files of diners, of which so many are in the second one twice. */
  private String oneToOne(int twice) throws IOException {
    IntFunction<String> diner = i -> "Diner No" + i + ",41555" + (10000 + i);
    Path first =
        file("first.csv", "id,diner,phone,floors", 300, i -> i + "," + diner.apply(i) + ",1");
    Path second =
        file(
            "second.csv",
            "id,diner,phone,floors",
            300,
            i -> i + "," + diner.apply(i < 2 * twice ? i / 2 : i) + ',' + i % 2);
    return SpecProposal.of(List.of(first, second), Optional.empty()).yaml();
  }

  @Test
  void aRuleWithTooManyCandidates_isAComment() throws IOException {
    Path people =
        file(
            "people.csv",
            "id,zip,phone",
            5000,
            i -> i + "," + (94100 + i % 20) + ",41555" + (10000 + i / 2));

    String yaml = SpecProposal.of(List.of(people), Optional.empty()).yaml();
    LinkSpec spec = SpecReader.parse(yaml, "people");

    assertThat(spec.partitionBy()).isEmpty();
    assertThat(spec.blocking()).hasSize(1);
    assertThat(yaml)
        .contains(
            "  - {name: phone, key: [phone]}  # at most 2,500 candidate pairs, 1.0 a record\n")
        .containsPattern(
            "  # not used: \\{name: zip, key: \\[zip]}  # at most [0-9,]+ candidate pairs, [0-9.]+ a"
                + " record: more than 200 a record\n");
  }

  @Test
  void aRuleOfTheOnlyAttribute_staysHoweverDearItIs() throws IOException {
    Path colours =
        file("colours.csv", "id,colour", 900, i -> i + "," + (i % 2 == 0 ? "red" : "blue"));

    LinkSpec spec =
        SpecReader.parse(SpecProposal.of(List.of(colours), Optional.empty()).yaml(), "colours");

    assertThat(spec.attributes().get(0).type()).isEqualTo(AttributeType.CATEGORY);
    assertThat(spec.blocking()).hasSize(1);
  }

  @Test
  void ofALongFile_theFirstRowsAreLookedAt() throws IOException {
    Path codes =
        file("codes.csv", "id,code", 50, i -> i + "," + (i < 20 ? "AB" + i / 2 : "nothing at all"));

    SpecProposal proposal = SpecProposal.of(List.of(codes), Optional.of("short"), 20);

    assertThat(proposal.remarks())
        .containsExactly("Of the 50 rows of codes.csv only the first 20 were looked at.");
    assertThat(proposal.yaml()).contains("name: short\n", "code: {column: code, type: code}");
  }

  @Test
  void packedFilesOfOtherCharacterSets_areRead() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("id;Straße;Ort\n".getBytes(Charset.forName("windows-1252")));
      for (int i = 0; i < 40; i++) {
        gzip.write(
            (i + ";Grüne Gasse " + i / 2 + ";Köln\n").getBytes(Charset.forName("windows-1252")));
      }
    }
    Path german = Files.write(directory.resolve("deutsch.csv.gz"), packed.toByteArray());

    String yaml = SpecProposal.of(List.of(german), Optional.empty()).yaml();

    assertThat(yaml)
        .contains("name: deutsch\n", "{column: Straße, type: ", "# - Ort: always 'Köln'");
    assertThat(SpecReader.parse(yaml, "deutsch").recordIdColumn()).isEqualTo("id");
  }

  @Test
  void strangeColumnNames_areQuoted_andThoseThatRepeatAreTold() throws IOException {
    Path strange =
        file(
            "strange.csv",
            "id,\"full, \"\"name\"\": #1\",null,twice,Twice,",
            40,
            i -> i + ",Ada Lovelace" + (char) ('a' + i % 26) + ",w" + i / 2 + " words,1,2,");

    SpecProposal proposal = SpecProposal.of(List.of(strange), Optional.empty());

    assertThat(proposal.yaml())
        .contains("column: \"full, \\\"name\\\": #1\", type: ", "column: {column: \"null\", type: ")
        .doesNotContain("# columns:");
    assertThat(proposal.remarks())
        .containsExactly(
            "The header of strange.csv names more than one column so, and none of them can be used:"
                + " twice, Twice.");
  }

  @Test
  void aFileWithoutAHeader_isRefused() throws IOException {
    Path bare = Files.writeString(directory.resolve("bare.csv"), "Ann,94105\nBob,94110\n");

    assertProblem(
        Kind.DATA,
        "bare.csv line 1: a header with the names of the columns was expected, but found '94105',"
            + " which is a value and no name. Add a header. Or, if another file has these columns"
            + " and a header, start from that one alone, and list its columns in the spec: then"
            + " files without a header can be read.",
        bare);
  }

  @Test
  void aFileOfWordsWithoutAHeader_isRefused() throws IOException {
    Path bare = Files.writeString(directory.resolve("bare.csv"), "Ann,Rome\nBob,Oslo\nCid,Rome\n");

    assertProblem(
        Kind.DATA,
        "bare.csv line 1: a header with the names of the columns was expected, but found 'Rome',"
            + " which other rows hold in the same column. Add a header. Or, if another file has"
            + " these columns and a header, start from that one alone, and list its columns in the"
            + " spec: then files without a header can be read.",
        bare);
  }

  @Test
  void aFileThatIsNotThere_isRefused() {
    Path missing = directory.resolve("missing.csv");

    assertProblem(
        Kind.DATA, missing + " does not exist. Check the name and the directory.", missing);
  }

  @Test
  void aFileWithoutColumns_isRefused() throws IOException {
    Path prose = Files.writeString(directory.resolve("prose.txt"), "Once upon a time\nthere was\n");

    assertProblem(
        Kind.DATA,
        "prose.txt line 1: cannot tell what separates the columns; a header of two columns or more,"
            + " separated by comma, tab, semicolon or '|', was expected, but found 'Once upon a"
            + " time'. Check that this is the right file.",
        prose);
  }

  @Test
  void aFileThatHoldsNothingToLinkBy_isRefused() throws IOException {
    Path logs =
        file("logs.csv", "id,country,created", 30, i -> i + ",Utopia,2020-01-" + (10 + i % 9));

    assertProblem(
        Kind.DATA,
        "logs.csv: no column holds anything to link by. 'country': always 'Utopia', which tells no"
            + " two things apart; 'created': the time of something that happened, by its name."
            + " Check that this is the right file, or write a spec by hand: see 'linkgrid spec show"
            + " restaurants'.",
        logs);
  }

  @Test
  void filesWithoutACommonColumn_areRefused() throws IOException {
    Path people = file("people.csv", "id,name", 3, i -> i + ",Ann");
    Path shops = file("shops.csv", "key;shop", 3, i -> i + ";Fish");

    assertProblem(
        Kind.DATA,
        "people.csv and shops.csv have no column in common, by name or by what it holds, and a spec is for both. The first has:"
            + " id, name. The second has: key, shop. Give columns that mean the same the same name.",
        people,
        shops);
  }

  @Test
  void aHeaderOfOneNameOnly_isRefused() throws IOException {
    Path twins = file("twins.csv", "a,A", 3, i -> i + ",x");

    assertProblem(
        Kind.DATA,
        "twins.csv line 1: the header names each column twice: a, A. Give every column a name of"
            + " its own.",
        twins);
  }

  @Test
  void aNameThatIsNone_isRefused() {
    assertThatThrownBy(() -> SpecProposal.of(List.of(directory), Optional.of("My Spec")))
        .isInstanceOf(LinkgridException.class)
        .hasMessage(
            "--name 'My Spec' is no name. Expected at most 63 of a-z, 0-9 and '-', a letter first.");
  }

  private static SpecProposal people() {
    return SpecProposal.of(
        List.of(RESOURCES.resolve("people-a.csv"), RESOURCES.resolve("people-b.csv")),
        Optional.of("people"));
  }

  private static Map<String, AttributeType> types(LinkSpec spec) {
    return spec.attributes().stream().collect(Collectors.toMap(Attribute::name, Attribute::type));
  }

  private Path file(String name, String header, int rows, IntFunction<String> row)
      throws IOException {
    String lines = IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining("\n"));
    return Files.writeString(
        directory.resolve(name), header + "\n" + lines + "\n", StandardCharsets.UTF_8);
  }

  private static void assertProblem(Kind kind, String message, Path... files) {
    assertThatThrownBy(() -> SpecProposal.of(List.of(files), Optional.empty()))
        .isInstanceOf(LinkgridException.class)
        .hasMessage(message)
        .extracting(e -> ((LinkgridException) e).kind())
        .isEqualTo(kind);
  }
}
