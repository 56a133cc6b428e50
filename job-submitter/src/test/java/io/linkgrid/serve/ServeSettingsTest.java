package io.linkgrid.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, and how often. */
class ServeSettingsTest {
  private static final String SECRET = "correct-horse-battery";

  private static ServeSettings listening(String listen, Optional<AccessToken> token) {
    return ServeSettings.listening(listen, token, 1_000_000, 1_000, 200, List.of());
  }

  @Test
  void listening_takesThisMachineWithoutAToken_andOthersWithOne() {
    assertThat(listening("127.0.0.1:7700", Optional.empty()).port()).isEqualTo(7700);
    assertThat(listening("[::1]:0", Optional.empty()).host()).isEqualTo("[::1]");
    assertThat(listening("0.0.0.0:80", Optional.of(new AccessToken("test", SECRET))).host())
        .isEqualTo("0.0.0.0");
    assertThatThrownBy(() -> listening("0.0.0.0:7700", Optional.empty()))
        .hasMessage(
            "--listen 0.0.0.0:7700 lets other machines in, and there is no token: whoever reaches"
                + " the port could read and change everything. Give --token-file FILE or"
                + " LINKGRID_TOKEN, or listen on 127.0.0.1.");
  }

  @Test
  void listening_refusesWhatIsNoAddress() {
    for (String wrong : List.of("7700", "127.0.0.1", "127.0.0.1:70000", "a b:1")) {
      assertThatThrownBy(() -> listening(wrong, Optional.empty()))
          .hasMessage("--listen expects HOST:PORT, such as 127.0.0.1:7700, found '" + wrong + "'.");
    }
  }

  @Test
  void limits_haveARange() {
    assertThatThrownBy(
            () -> ServeSettings.listening("127.0.0.1:1", Optional.empty(), 1, 1, 1, List.of()))
        .hasMessage("--max-bytes is 1000 to 100000000, found 1.");
    assertThatThrownBy(
            () -> ServeSettings.listening("127.0.0.1:1", Optional.empty(), 1000, 0, 1, List.of()))
        .hasMessage("--max-records is 1 to 100000, found 0.");
    assertThatThrownBy(
            () -> ServeSettings.listening("127.0.0.1:1", Optional.empty(), 1000, 1, 0, List.of()))
        .hasMessage("--max-rate is 1 to 1000000, found 0.");
  }

  @Test
  void aToken_isKnownByItsHeader_andNeverShown(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("token"), SECRET + "\n");
    AccessToken token = AccessToken.read(file);
    assertThat(token.isNamedBy("Bearer " + SECRET)).isTrue();
    assertThat(token.isNamedBy("bearer " + SECRET)).isTrue();
    for (String wrong :
        List.of("", SECRET, "Basic " + SECRET, "Bearer", "Bearer " + SECRET + "x")) {
      assertThat(token.isNamedBy(wrong)).as(wrong).isFalse();
    }
    assertThat(token).hasToString("***");
    assertThatThrownBy(() -> new AccessToken("LINKGRID_TOKEN", "short"))
        .hasMessage(
            "LINKGRID_TOKEN: a token has at least 16 characters, letters, digits and signs without"
                + " blanks; found one of 5 characters. Make one, for instance with: openssl rand"
                + " -hex 32");
    assertThatThrownBy(() -> AccessToken.read(directory.resolve("none")))
        .hasMessage(
            "Cannot read --token-file "
                + directory.resolve("none")
                + ": give a file that you may read, with a token.");
  }

  @Test
  void aClient_mayBurst_thenAsOftenAsTheRateSays_andDoesNotSlowOthers() {
    AtomicLong now = new AtomicLong();
    RateLimit limit = new RateLimit(2, now::get);
    for (int i = 0; i < 4; i++) {
      assertThat(limit.allows("ada")).isTrue();
    }
    assertThat(limit.allows("ada")).isFalse();
    assertThat(limit.allows("ben")).isTrue();
    now.addAndGet(500_000_000);
    assertThat(limit.allows("ada")).isTrue();
    assertThat(limit.allows("ada")).isFalse();
  }
}
