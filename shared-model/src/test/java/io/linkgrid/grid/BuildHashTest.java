package io.linkgrid.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildHashTest {
  @TempDir Path directory;

  @Test
  void theSameClassesInAJarAndInADirectory_haveTheSameHash() throws IOException {
    Path classes = classesWith("weights: 1");
    Path jar = directory.resolve("model.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (String name : List.of("spec/a.yaml", "META-INF/MANIFEST.MF", "io/Acme.class")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(Files.readAllBytes(classes.resolve(name)));
      }
    }

    assertThat(BuildHash.of(jar)).matches("[0-9a-f]{12}").isEqualTo(BuildHash.of(classes));
  }

  @Test
  void aChangedResource_changesTheHash() throws IOException {
    String before = BuildHash.of(classesWith("weights: 1"));
    String after = BuildHash.of(classesWith("weights: 2"));

    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void aRenamedClass_changesTheHash() throws IOException {
    Path classes = classesWith("weights: 1");
    String before = BuildHash.of(classes);
    Files.move(classes.resolve("io/Acme.class"), classes.resolve("io/Bravo.class"));

    assertThat(BuildHash.of(classes)).isNotEqualTo(before);
  }

  @Test
  void thisProcess_hasAHash() {
    assertThat(BuildHash.current()).matches("[0-9a-f]{12}").isEqualTo(BuildHash.current());
  }

  private Path classesWith(String resource) throws IOException {
    Path classes = directory.resolve("classes");
    write(classes.resolve("io/Acme.class"), "code");
    write(classes.resolve("spec/a.yaml"), resource);
    write(classes.resolve("META-INF/MANIFEST.MF"), "Created-By: a test");
    return classes;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
