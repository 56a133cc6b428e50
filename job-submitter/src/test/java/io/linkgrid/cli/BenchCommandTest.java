package io.linkgrid.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
  private static final String WORKERS =
      "Cannot run the benchmark: -w is a list of numbers of node processes from 1 to 64, such as"
          + " 1,2,4, but found ";

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir private Path directory;

  @Test
  void wordsAndGapsAmongTheWorkers_areRefused() {
    assertThat(said("-w", "1,two")).isEqualTo(WORKERS + "'two'.\n");
    assertThat(said("-w", "1,,2")).isEqualTo(WORKERS + "''.\n");
  }

  @Test
  void severalWrongNumbers_areNamedTogether() {
    assertThat(said("-w", "0,2,2,65", "--repeat", "0"))
        .isEqualTo(
            WORKERS
                + "'0'; -w names 2 twice; --repeat is how often each is measured;"
                + WORKERS.substring(WORKERS.indexOf(':') + 1)
                + "'65'; --repeat is 1 to 100, but found 0.\n");
  }

  @Test
  void bWithoutA_isRefused() {
    assertThat(said("--b", "b.csv"))
        .isEqualTo("Cannot run the benchmark: --b and --trips go with --a, but there is no --a.\n");
  }

  @Test
  void filesAndMadeUpData_excludeEachOther() {
    assertThat(said("--a", "a.csv", "--records", "5"))
        .isEqualTo(
            "Cannot run the benchmark: --entities, --records and --seed make data up, but --a names"
                + " a file; leave one or the other away.\n");
  }

  @Test
  void tooFewRecords_areRefusedByTheGenerator() {
    assertThat(said("--entities", "10", "--records", "5"))
        .isEqualTo(
            "Cannot generate: --records is at least --entities, because each business has a row,"
                + " but found 5 records for 10 entities.\n");
  }

  @Test
  void aHeapThatJavaWouldRefuse_isRefusedBeforeAnythingStarts() {
    assertThat(said("--heap", "much"))
        .isEqualTo("'much' is no size of a heap; expected a number and m or g: 512m, 2g.\n");
    assertThat(directory.resolve("data")).doesNotExist();
  }

  @Test
  void pinningAndNot_excludeEachOther() {
    assertThat(said("--pin", "--no-pin"))
        .isEqualTo("Cannot run the benchmark: --pin and --no-pin exclude each other.\n");
  }

  @Test
  void aFileThatIsNotThere_isSaidBeforeAnythingStarts() {
    Path missing = directory.resolve("missing.csv");

    assertThat(run("--a", missing.toString())).isEqualTo(3);
    assertThat(err.toString(UTF_8))
        .endsWith("There is no file " + missing + ". Correct the path; nothing was started.\n");
    assertThat(directory.resolve("data")).isEmptyDirectory();
  }

  @Test
  void anOutThatIsAFile_isSaidBeforeAnythingStarts() throws Exception {
    Path file = Files.writeString(directory.resolve("out"), "mine");

    assertThat(said("--entities", "5", "--records", "9"))
        .startsWith("Cannot write " + file + ": ")
        .endsWith(" Give --out a directory that can be written to.\n");
    assertThat(file).hasContent("mine");
  }

  @Test
  void versusWhereTheOthersAreNotBuilt_saysHowToBuildThem() {
    assertThat(
            run(
                Map.of("LINKGRID_HOME", directory.resolve("home").toString()),
                "--versus",
                "--benchmarks-dir",
                directory.toString()))
        .isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            "Cannot compare with others: there is no linkgrid-benchmarks-*.jar with lib/ beside it"
                + " in "
                + directory
                + "; build it in a checkout with 'mvn -Pbenchmarks -Dquick package', or name another"
                + " directory with --benchmarks-dir.\n");
  }

  @Test
  void versusWithHalfOfItsFiles_isRefused() {
    assertThat(said("--versus", "--truth", "truth.csv"))
        .isEqualTo(
            "Cannot run the benchmark: --truth goes with --reference, but there is no"
                + " --reference.\n");
    assertThat(said("--versus", "--reference", "clean.csv", "--records", "b.csv"))
        .isEqualTo(
            "Cannot run the benchmark: --reference goes with --records FILE and --truth FILE, and"
                + " without --entities and --seed.\n");
  }

  @Test
  void theOptionsOfTwoComparisons_areNotMixed() {
    assertThat(said("--versus", "--a", "a.csv"))
        .isEqualTo("Cannot run the benchmark: --a has no part in --versus; leave it away.\n");
    assertThat(said("--versus", "-w", "1", "--pin", "--no-warm-up", "--spec", "restaurants"))
        .isEqualTo(
            "Cannot run the benchmark: --workers, --warm-up, --pin, --spec have no part in --versus;"
                + " leave them away.\n");
    assertThat(said("--reference", "clean.csv"))
        .isEqualTo(
            "Cannot run the benchmark: --reference, --truth, --contenders and --benchmarks-dir go"
                + " with --versus.\n");
  }

  @Test
  void sizesThatCannotBeMeasured_areRefused() {
    assertThat(said("-w", "2", "--sizes", "10000,99"))
        .isEqualTo(
            "Cannot run the benchmark: --sizes is a list of numbers of records from 100, such as"
                + " 10000,100000, but found '99'.\n");
    assertThat(said("-w", "2", "--sizes", "ten")).contains("but found 'ten'.");
    assertThat(said("-w", "1,2", "--sizes", "10000"))
        .isEqualTo(
            "Cannot run the benchmark: --sizes goes with one number of node processes, such as -w"
                + " 2, but found -w 1,2.\n");
    assertThat(said("-w", "2", "--sizes", "10000", "--records", "5"))
        .isEqualTo(
            "Cannot run the benchmark: --sizes makes data up, without trips; leave --a, --b,"
                + " --trips, --entities and --records away.\n");
    assertThat(said("--versus", "--sizes", "10000"))
        .isEqualTo("Cannot run the benchmark: --sizes has no part in --versus; leave it away.\n");
  }

  @Test
  void recordsThatAreNoNumber_areRefused() {
    assertThat(said("--records", "many"))
        .isEqualTo(
            "Cannot run the benchmark: --records is a number of rows, but found 'many'. A file of"
                + " records goes with --versus and --reference.\n");
  }

  /** Runs a command whose options are wrong and returns what it said. */
  private String said(String... arguments) {
    assertThat(run(arguments)).isEqualTo(2);
    return err.toString(UTF_8);
  }

  private int run(String... arguments) {
    return run(Map.of(), arguments);
  }

  private int run(Map<String, String> environment, String... arguments) {
    err.reset();
    String[] all = new String[arguments.length + 5];
    all[0] = "bench";
    all[1] = "--out";
    all[2] = directory.resolve("out").toString();
    all[3] = "--data-dir";
    all[4] = directory.resolve("data").toString();
    System.arraycopy(arguments, 0, all, 5, arguments.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code =
        Main.run(
            all, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), environment);
    assertThat(out.size()).isZero();
    return code;
  }
}
