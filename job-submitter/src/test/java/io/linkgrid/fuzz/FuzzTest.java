package io.linkgrid.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.fuzz.FuzzedFile.Oddity;
import io.linkgrid.fuzz.FuzzedFile.Size;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Whatever a file, a spec or a model holds, it is read or refused with a sentence, and every row is
 * a record or a reject. A fault names its seed and the copy that was kept under {@code
 * target/fuzz}; {@code scripts/fuzz --files 1 --seed S} shows it again.
 */
class FuzzTest {
  private static final int SEED = 20_241_121;
  private static final int FILES = 2_000;
  private static final int TEXTS = 2_000;

  private final Fuzzer fuzzer = new Fuzzer(Path.of("target", "fuzz"), Size.SMALL);

  @Test
  void everyRowOfEveryFile_isARecordOrAReject() throws IOException {
    fuzzer.files(SEED, FILES);

    assertThat(fuzzer.faults()).isEmpty();
    assertThat(fuzzer.outcomes().keySet())
        .containsExactly("file read", "file refused", "file rejected in part");
    assertThat(fuzzer.outcomes().values()).allMatch(count -> count > FILES / 10);
    assertThat(fuzzer.oddities().keySet()).containsExactlyInAnyOrder(Oddity.values());
  }

  @Test
  void everySpec_isReadOrRefusedWithASentence() {
    fuzzer.specs(SEED, TEXTS);

    assertThat(fuzzer.faults()).isEmpty();
    assertThat(fuzzer.outcomes().get("spec read")).isGreaterThan(TEXTS / 20);
    assertThat(fuzzer.outcomes().get("spec refused")).isGreaterThan(TEXTS / 20);
  }

  @Test
  void everyModel_isReadOrRefusedWithASentence() {
    fuzzer.models(SEED, TEXTS);

    assertThat(fuzzer.faults()).isEmpty();
    assertThat(fuzzer.outcomes().get("model read")).isGreaterThan(TEXTS / 20);
    assertThat(fuzzer.outcomes().get("model refused")).isGreaterThan(TEXTS / 20);
  }
}
