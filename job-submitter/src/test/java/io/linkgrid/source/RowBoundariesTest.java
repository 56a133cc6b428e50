package io.linkgrid.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.Provenance;
import io.linkgrid.spec.FileFormat;
import io.linkgrid.spec.FileFormat.Quoting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wherever a file is cut, the same rows come out, and they are those that the text holds. */
class RowBoundariesTest {
  private static final int[] CHUNK_BYTES = {1, 64, 100, 1000, 65_536, 1 << 20};
  private static final String[] LINE_ENDS = {"\n", "\r\n", "\r"};
  private static final String BAD_QUOTES = "bad quotes";

  @TempDir private Path directory;

  static IntStream seeds() {
    return IntStream.range(0, 25);
  }

  /** What a reader made of a row: its place, and its fields or nothing if it was rejected. */
  private record Row(long row, long line, List<String> fields) {}

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void writtenFields_comeBackFromEveryChunkSize(int seed) throws IOException {
    Random random = new Random(seed);
    List<Row> expected = new ArrayList<>();
    String text = wellFormed(random, 3, expected);
    Path file = write(text);
    for (int chunkBytes : CHUNK_BYTES) {
      assertThat(read(file, Quoting.DOUBLE_QUOTES, chunkBytes))
          .as("chunks of %d bytes", chunkBytes)
          .isEqualTo(expected);
    }
    assertThat(fastCsv(text)).isEqualTo(expected.stream().map(Row::fields).toList());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyText_isCutWhereAPlainReaderCutsIt(int seed) throws IOException {
    Random random = new Random(1000 + seed);
    String text = "x,y\n" + soup(random, 1 + random.nextInt(3000));
    for (Quoting quoting : List.of(Quoting.DOUBLE_QUOTES, Quoting.NONE)) {
      Path file = write(text);
      PlainReader plain = new PlainReader(text, quoting == Quoting.DOUBLE_QUOTES);
      for (int chunkBytes : CHUNK_BYTES) {
        if (plain.openQuoteLine > 0) {
          assertThatThrownBy(() -> read(file, quoting, chunkBytes))
              .isInstanceOf(LinkgridException.class)
              .hasMessageStartingWith(
                  "soup.csv line " + plain.openQuoteLine + ": a double quote opens");
        } else {
          assertThat(read(file, quoting, chunkBytes))
              .as("chunks of %d bytes, quoting %s", chunkBytes, quoting)
              .isEqualTo(plain.dataRows());
        }
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void rowScanner_doesNotCareHowItIsFed(int seed) {
    Random random = new Random(2000 + seed);
    byte[] bytes = soup(random, 500).getBytes(StandardCharsets.UTF_8);
    List<String> whole = scan(bytes, bytes.length);
    for (int piece = 1; piece < 20; piece++) {
      assertThat(scan(bytes, piece)).as("pieces of %d bytes", piece).isEqualTo(whole);
    }
  }

  private static List<String> scan(byte[] bytes, int piece) {
    List<String> rows = new ArrayList<>();
    RowScanner scanner =
        new RowScanner(
            ',',
            Quoting.DOUBLE_QUOTES,
            0,
            1,
            (start, end, line, quotes) -> rows.add(start + "-" + end + " " + line + " " + quotes));
    for (int from = 0; from < bytes.length; from += piece) {
      scanner.scan(bytes, from, Math.min(bytes.length, from + piece));
    }
    scanner.finish();
    rows.add(scanner.isInsideQuotes() + " " + scanner.quoteLine());
    return rows;
  }

  /** Writes random rows as RFC 4180 says, blank lines in between, and notes where they are. */
  private static String wellFormed(Random random, int columns, List<Row> rows) {
    StringBuilder text = new StringBuilder();
    int line = 1;
    int count = 1 + random.nextInt(400);
    String lineEnd = LINE_ENDS[random.nextInt(LINE_ENDS.length)];
    for (int row = 1; row <= count; row++) {
      List<String> fields = new ArrayList<>();
      int start = line;
      for (int column = 0; column < columns; column++) {
        String field = soup(random, random.nextInt(12));
        boolean needsQuotes = field.matches("(?s).*[,\"\r\n].*") || random.nextInt(4) == 0;
        text.append(column == 0 ? "" : ",")
            .append(needsQuotes ? "\"" + field.replace("\"", "\"\"") + "\"" : field);
        fields.add(field);
        line +=
            (int) field.replace("\r\n", "\n").chars().filter(c -> c == '\n' || c == '\r').count();
      }
      rows.add(new Row(row, start, fields));
      int ends = row == count ? random.nextInt(2) : random.nextInt(8) == 0 ? 3 : 1;
      text.append(lineEnd.repeat(ends));
      line += ends;
    }
    return text.toString();
  }

  private static String soup(Random random, int length) {
    String[] alphabet = {
      "a", "b", "c", "d", "e", " ", "1", "é", "€", "😀", "\u2028", ",", ",", "\"", "\"", "\n", "\r",
      "\r\n", ";", "\t"
    };
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet[random.nextInt(alphabet.length)]);
    }
    return text.toString();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("soup.csv"), text);
  }

  private List<Row> read(Path file, Quoting quoting, int chunkBytes) throws IOException {
    String text = Files.readString(file);
    List<String> columns = text.startsWith("x,y\n") ? List.of("x", "y") : List.of("x", "y", "z");
    FileFormat format = new FileFormat(',', quoting, columns);
    SurveyedFile surveyed =
        FileSurvey.survey(file, "A", format, directory.resolve("spool"), n -> {}, chunkBytes);
    Map<Long, Row> rows = new TreeMap<>();
    ChunkReader reader = new ChunkReader(surveyed, columns);
    for (Chunk chunk : surveyed.chunks()) {
      reader.read(
          chunk,
          row -> put(rows, row.origin(), row.fields()),
          reject ->
              put(
                  rows,
                  reject.origin(),
                  reject.reason().startsWith("text after") ? List.of(BAD_QUOTES) : List.of()));
    }
    assertThat(surveyed.rows()).isEqualTo(rows.size());
    return List.copyOf(rows.values());
  }

  private static void put(Map<Long, Row> rows, Provenance origin, List<String> fields) {
    Row before = rows.put(origin.row(), new Row(origin.row(), origin.line(), fields));
    assertThat(before).isNull();
  }

  private static List<List<String>> fastCsv(String text) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (var reader = CsvReader.builder().skipEmptyLines(true).ofCsvRecord(text)) {
      reader.forEach(row -> rows.add(row.getFields()));
    }
    return rows;
  }

  /** Reads character by character, slowly and by the book, and knows nothing of bytes or chunks. */
  private static final class PlainReader {
    private final List<Row> rows = new ArrayList<>();
    private long openQuoteLine;

    PlainReader(String text, boolean quoting) {
      int at = 0;
      int line = 1;
      while (at < text.length()) {
        int rowLine = line;
        int rowStart = at;
        List<String> fields = new ArrayList<>();
        boolean bad = false;
        boolean rowEnds = false;
        while (!rowEnds) {
          StringBuilder field = new StringBuilder();
          if (quoting && at < text.length() && text.charAt(at) == '"') {
            int quoteLine = line;
            at++;
            while (true) {
              if (at == text.length()) {
                openQuoteLine = quoteLine;
                return;
              }
              if (text.startsWith("\"\"", at)) {
                field.append('"');
                at += 2;
              } else if (text.charAt(at) == '"') {
                at++;
                break;
              } else {
                if (isLineEnd(text, at)) {
                  line++;
                }
                field.append(text.charAt(at++));
              }
            }
            bad |= at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0;
          }
          while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            field.append(text.charAt(at++));
          }
          fields.add(field.toString());
          rowEnds = at == text.length() || text.charAt(at) != ',';
          at += rowEnds ? 0 : 1;
        }
        if (at > rowStart) {
          List<String> outcome =
              bad ? List.of(BAD_QUOTES) : fields.size() == 2 ? fields : List.<String>of();
          rows.add(new Row(rows.size(), rowLine, outcome));
        }
        if (at < text.length()) {
          at += text.startsWith("\r\n", at) ? 2 : 1;
          line++;
        }
      }
    }

    /** Returns the rows without the header, which has the number 0. */
    List<Row> dataRows() {
      return rows.subList(1, rows.size());
    }

    /** Returns whether a line ends with this character: the LF of a CRLF, not its CR. */
    private static boolean isLineEnd(String text, int at) {
      return text.charAt(at) == '\n' || (text.charAt(at) == '\r' && !text.startsWith("\r\n", at));
    }
  }
}
