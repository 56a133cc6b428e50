package io.linkgrid.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.spec.FileFormat;
import io.linkgrid.spec.FileFormat.Quoting;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A directory with files of diners to survey, and with the spool that they are unpacked into. */
record SurveyDirectory(Path path) {
  static final List<String> DINERS = List.of("id", "name", "city");
  static final FileFormat ANY = format(FileFormat.DETECT, Quoting.DETECT);
  static final FileFormat COMMA = format(',', Quoting.DOUBLE_QUOTES);
  static final String TWO_DINERS = "1,Acme Diner,Oslo\n2,Bobs Grill,Bergen\n";
  static final List<List<String>> TWO_DINERS_READ =
      List.of(List.of("1", "Acme Diner", "Oslo"), List.of("2", "Bobs Grill", "Bergen"));

  private static FileFormat format(char separator, Quoting quoting) {
    return new FileFormat(separator, quoting, DINERS);
  }

  /** Returns where a file of this name is or would be. */
  Path path(String name) {
    return path.resolve(name);
  }

  /** Returns where unpacked files go. */
  Path spool() {
    return path.resolve("spool");
  }

  /** Returns the files that are unpacked now. */
  List<Path> spooled() throws IOException {
    try (Stream<Path> files = Files.list(spool())) {
      return files.toList();
    }
  }

  /** Writes a file in UTF-8. */
  Path write(String name, String text) throws IOException {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file of these pieces, one after the other. */
  Path write(String name, byte[]... pieces) throws IOException {
    Path file = path.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (byte[] piece : pieces) {
        out.write(piece);
      }
    }
    return file;
  }

  /** Surveys a file of role A. */
  SurveyedFile survey(Path file, FileFormat format) {
    return FileSurvey.survey(file, "A", format, spool(), n -> {});
  }

  /** Surveys a file whose columns are found by its header. */
  SurveyedFile byHeader(Path file, List<String> columns) {
    return FileSurvey.surveyByHeader(file, "trips", columns, spool(), n -> {});
  }

  /** Writes a file of diners in UTF-8 and reads it to its end. */
  Reading read(String name, String text) throws IOException {
    return Reading.of(survey(write(name, text), ANY));
  }

  /** Checks that a file is refused, and that the message is this one. */
  void assertRefused(Path file, FileFormat format, String message) {
    assertThatThrownBy(() -> survey(file, format))
        .isInstanceOfSatisfying(
            LinkgridException.class, problem -> assertThat(problem.kind()).isEqualTo(Kind.DATA))
        .hasMessage(message);
  }
}
