package io.linkgrid.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a report; each is there whole or not at all. */
final class BenchFiles {
  private static final Logger LOG = LoggerFactory.getLogger(BenchFiles.class);

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private BenchFiles() {}

  /**
   * Writes {@code out.txt}, {@code bench.csv}, {@code bench.json} and {@code bench.png}.
   *
   * @return a sentence if there is no picture because this machine cannot draw
   * @throws LinkgridException of kind USAGE if a file cannot be written
   */
  static Optional<String> write(BenchReport report, Path directory) {
    write(directory.resolve("out.txt"), BenchTable.render(report).getBytes(UTF_8));
    write(directory.resolve("bench.csv"), BenchCsv.render(report.runs()).getBytes(UTF_8));
    write(directory.resolve("bench.json"), json(report).getBytes(UTF_8));
    return draw(() -> BenchChart.png(report), directory.resolve("bench.png"));
  }

  /**
   * Writes {@code growth.txt}, {@code growth.csv} and {@code growth.png}.
   *
   * @return as above
   */
  static Optional<String> write(GrowthReport report, Path directory) {
    write(directory.resolve("growth.txt"), GrowthTable.render(report).getBytes(UTF_8));
    write(directory.resolve("growth.csv"), BenchCsv.render(report.runs()).getBytes(UTF_8));
    return draw(() -> GrowthChart.png(report), directory.resolve("growth.png"));
  }

  private static String json(BenchReport report) {
    try {
      return JSON.writeValueAsString(report) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Records of numbers and texts can be written", e);
    }
  }

  /** A Java for servers may come without the libraries that draw letters. */
  private static Optional<String> draw(Supplier<byte[]> picture, Path file) {
    try {
      write(file, picture.get());
      return Optional.empty();
    } catch (LinkageError | InternalError | RuntimeException e) {
      if (e instanceof LinkgridException) {
        throw e;
      }
      LOG.debug("No picture", e);
      return Optional.of(
          "There is no "
              + file.getFileName()
              + ": this Java cannot draw ("
              + e
              + "). The other files are complete. For the picture install fonts (Debian: apt-get"
              + " install fontconfig fonts-dejavu-core) and run again.");
    }
  }

  /** Makes the directory, so that nothing is measured in vain. */
  static void prepare(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.deleteIfExists(Files.createTempFile(directory, "writable", ""));
    } catch (IOException e) {
      throw cannotWrite(directory, e);
    }
  }

  private static void write(Path file, byte[] content) {
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    try {
      Files.write(partial, content);
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private static LinkgridException cannotWrite(Path file, IOException cause) {
    return new LinkgridException(
        Kind.USAGE,
        "Cannot write " + file + ": " + cause + ". Give --out a directory that can be written to.",
        cause);
  }
}
