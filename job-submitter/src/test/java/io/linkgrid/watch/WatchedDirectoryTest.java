package io.linkgrid.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.watch.WatchSettings.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a directory are seen, as what, and where they go. */
class WatchedDirectoryTest {
  @TempDir private Path directory;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private List<String> seen(WatchedDirectory watched) throws IOException {
    return watched.look().stream().map(Sighting::name).toList();
  }

  private String stamp(String name) throws IOException {
    return new WatchedDirectory(directory, "*").sighting(name).orElseThrow().stamp();
  }

  @Test
  void look_seesFinishedFiles_theOldestFirst() throws IOException {
    for (String name :
        List.of("b.csv", "a.csv", "c.csv", ".hidden.csv", "d.csv.part", "e.TMP", "f.filepart")) {
      Files.setLastModifiedTime(
          write(name, "x"),
          FileTime.from(Instant.ofEpochSecond(name.equals("c.csv") ? 1_000 : 2_000)));
    }
    Files.createDirectory(directory.resolve("done"));

    assertThat(seen(WatchedDirectory.of(directory.toString())))
        .containsExactly("c.csv", "a.csv", "b.csv");
  }

  @Test
  void aPattern_choosesNames() throws IOException {
    write("a.csv", "x");
    write("a.csv.gz", "x");
    write("notes.txt", "x");

    assertThat(seen(WatchedDirectory.of(directory.resolve("*.{csv,csv.gz}").toString())))
        .containsExactlyInAnyOrder("a.csv", "a.csv.gz");
  }

  @Test
  void aFileInPlaceOfAnother_hasAnotherStamp_alsoWithItsSizeAndTime() throws IOException {
    Path file = write("a.csv", "one");
    String before = stamp("a.csv");
    FileTime time = Files.getLastModifiedTime(file);
    Path other = write("other.part", "two");
    Files.setLastModifiedTime(other, time);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

    assertThat(stamp("a.csv")).isNotEqualTo(before);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(time);
  }

  @Test
  void whatIsNoDirectory_isRefused() {
    Path absent = directory.resolve("absent");

    refused(
        () -> WatchedDirectory.of(absent.toString()),
        "There is no directory "
            + absent
            + " to watch. Make it first; a pattern of names may stand at the end, in quotes:"
            + " 'in/*.csv'.");
    refused(
        () -> WatchedDirectory.of(absent + "/*.csv"),
        "There is no directory "
            + absent
            + " to watch. Make it first; a pattern of names may stand at the end, in quotes:"
            + " 'in/*.csv'.");
    refused(
        () -> WatchedDirectory.of(directory + "/[.csv"),
        "'[.csv' is no pattern of names: Missing ']. Such as '*.csv'.");
  }

  @Test
  void settings_refuseWhereFilesCannotGo() throws IOException {
    WatchedDirectory watched = WatchedDirectory.of(directory.toString());
    Path file = write("file", "x");

    refused(
        () -> settings(watched, Optional.of(directory), 2).prepare(),
        "--done is the directory that is watched, so a file would never leave it. Give another,"
            + " which may lie in it.");
    refused(
        () -> settings(watched, Optional.of(file), 2).prepare(),
        "Cannot make the directory "
            + file
            + " of --done: "
            + file
            + ". Give one that this user may write to.");
    refused(
        () -> settings(watched, Optional.empty(), -1).prepare(),
        "--settle is -1, but 0 to 86400 seconds were expected.");
  }

  @Test
  void settings_makeTheDirectories() {
    Path done = directory.resolve("done/today");

    settings(WatchedDirectory.of(directory.toString()), Optional.of(done), 2).prepare();

    assertThat(done).isDirectory();
  }

  @Test
  void move_keepsWhatIsThere_andAddsANumber() throws IOException {
    Path done = Files.createDirectory(directory.resolve("done"));

    Path first = Placement.move(write("a.csv.gz", "1"), done);
    Path second = Placement.move(write("a.csv.gz", "2"), done);
    Path third = Placement.moveWithReason(write("a.csv.gz", "3"), done, "It is no gzip file.");

    assertThat(List.of(first, second, third))
        .extracting(path -> String.valueOf(path.getFileName()))
        .containsExactly("a.csv.gz", "a-2.csv.gz", "a-3.csv.gz");
    assertThat(first).hasContent("1");
    assertThat(second).hasContent("2");
    assertThat(done.resolve("a-3.csv.gz.error")).hasContent("It is no gzip file.");
    assertThat(directory.resolve("a.csv.gz")).doesNotExist();
  }

  private static WatchSettings settings(
      WatchedDirectory watched, Optional<Path> done, long settle) {
    return new WatchSettings(
        watched, done, Optional.empty(), Duration.ofSeconds(settle), Until.STOPPED);
  }

  private static void refused(Runnable work, String message) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            LinkgridException.class, e -> assertThat(e.kind()).isEqualTo(Kind.USAGE))
        .hasMessage(message);
  }
}
