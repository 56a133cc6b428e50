package io.linkgrid.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.clean.RecordCleaner;
import io.linkgrid.model.CleanRecord;
import io.linkgrid.model.Provenance;
import io.linkgrid.model.SourceRecord;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SpecReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records as people and programs give them. */
class RecordFormTest {
  private static final LinkSpec SPEC = SpecReader.builtIn("restaurants").orElseThrow().parse();
  private final RecordForm form = new RecordForm(SPEC);

  @Test
  void read_givesWhatARowOfAFileGives() {
    List<String> fields = new ArrayList<>(SPEC.format().columns().stream().map(c -> "").toList());
    fields.set(0, "Blue Frog Cafe");
    fields.set(4, "94110");
    List<CleanRecord> row = new ArrayList<>();
    new RecordCleaner(SPEC)
        .clean(
            new SourceRecord(new Provenance("B", 1, 1), fields),
            row::add,
            reject -> {
              throw new AssertionError(reject.reason());
            });
    CleanRecord byColumn =
        form.read(
            "The record",
            1,
            Map.of("business_name", "Blue Frog Cafe", "BUSINESS_POSTAL_CODE", "94110"));
    CleanRecord byAttribute =
        form.read("The record", 1, Map.of("name", "Blue Frog Cafe", "zip", "94110"));

    assertThat(byColumn.mention()).isEqualTo(row.get(0).mention());
    assertThat(byColumn.fields()).isEqualTo(fields);
    assertThat(byAttribute.mention()).isEqualTo(row.get(0).mention());
  }

  @Test
  void read_saysAllThatIsWrong() {
    Map<String, String> wrong = new LinkedHashMap<>();
    wrong.put("nam", "x");
    wrong.put("zip", "94110");
    wrong.put("business_postal_code", "94111");
    assertThatThrownBy(() -> form.read("Record 3", 3, wrong))
        .hasMessage(
            "Record 3: unknown column 'nam'; the column 'business_postal_code' is given twice."
                + " Expected columns of the spec 'restaurants': "
                + String.join(", ", SPEC.format().columns())
                + ".");
    assertThatThrownBy(() -> form.read("The record", 1, Map.of("risk_category", "High")))
        .hasMessageStartingWith(
            "The record: none of the columns by which records are linked holds anything usable."
                + " Give at least one of business_name, ");
  }

  @Test
  void aFile_isJsonLines_orWhatARunReads(@TempDir Path directory) throws Exception {
    Path lines = directory.resolve("two.jsonl");
    Files.writeString(lines, "{\"name\": \"Acme\", \"zip\": 94110}\n\n{\"name\": null}\n");
    assertThat(RecordsFile.read(lines, SPEC, directory))
        .containsExactly(Map.of("name", "Acme", "zip", "94110"), Map.of("name", ""));
    Files.writeString(lines, "{\"name\": {\"first\": \"x\"}}\n");
    assertThatThrownBy(() -> RecordsFile.read(lines, SPEC, directory))
        .hasMessage(
            "two.jsonl line 1: the value of a column is a text or a number, but found object.");
    Files.writeString(lines, "[1]\n");
    assertThatThrownBy(() -> RecordsFile.read(lines, SPEC, directory))
        .hasMessage(
            "two.jsonl line 1: expected a JSON object with a text for each column, found array.");
    Path none = directory.resolve("none.jsonl");
    assertThatThrownBy(() -> RecordsFile.read(none, SPEC, directory))
        .hasMessage(
            "Cannot read --file "
                + none
                + ": there is no such file. Give a file that a run can read, or JSON lines"
                + " (.jsonl) in UTF-8.");
  }
}
