package io.linkgrid.fuzz;

import io.linkgrid.spec.FileFormat;
import io.linkgrid.spec.FileFormat.Quoting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A file that somebody might hand in.
 *
 * @param name its name
 * @param bytes its content
 * @param format what the spec expects of it
 * @param expected the fields of its rows, in the order of the format's columns, if it is a file
 *     that can be read in one way only
 * @param oddities what is odd about it
 */
record FuzzedFile(
    String name,
    byte[] bytes,
    FileFormat format,
    Optional<List<List<String>>> expected,
    Set<Oddity> oddities) {

  /** What can be odd about a file, apart from what its fields say. */
  enum Oddity {
    NO_ROWS("no rows"),
    HUGE_FIELD("a very long field"),
    MANY_COLUMNS("very many columns"),
    COLUMNS_IN_ANOTHER_ORDER("columns in another order"),
    COLUMN_MISSING("a column missing"),
    COLUMN_TWICE("a column twice"),
    STRANGE_COLUMN("a column of a hostile name"),
    HEADER_TWICE("the header twice"),
    ROW_TOO_LONG("a row with a field too many"),
    STRAY_QUOTE("a quote amid a field"),
    LINE_ENDS_MIXED("line ends mixed, or lines between rows empty"),
    NO_LINE_END_AT_END("no line end at the end"),
    BYTE_ORDER_MARK("a byte order mark, UTF-8 or UTF-16"),
    OTHER_ENCODING("another encoding"),
    BYTES_DAMAGED("bytes changed, cut off, put in, NUL"),
    PACKED("gzip or zip"),
    PACKED_DAMAGED("gzip or zip, damaged, twice or with several files"),
    PACKED_BOMB("a gzip bomb"),
    STRANGE_NAME("a hostile file name"),
    FORMAT_NOT_TOLD("separator and quotes to be found out");

    final String words;

    Oddity(String words) {
      this.words = words;
    }
  }

  /**
   * How large files become.
   *
   * @param longestLine the characters of the longest line
   * @param columns the most columns
   */
  record Size(int longestLine, int columns) {
    static final Size SMALL = new Size(2 << 20, 20_000);
    static final Size LARGE = new Size(100 << 20, 1_000_000);
  }

  private static final int ONE_IN_HUGE = 200;
  private static final int MANY_COLUMNS = 1000;
  private static final String[] LINE_ENDS = {"\n", "\r\n", "\r"};
  private static final List<String> CHARSETS =
      List.of(
          "ISO-8859-1",
          "windows-1252",
          "windows-1251",
          "Shift_JIS",
          "GB18030",
          "Big5",
          "EUC-KR",
          "ISO-2022-JP",
          "IBM037",
          "UTF-16LE",
          "UTF-16BE",
          "UTF-32LE");

  /** The file of a seed: always the same. */
  static FuzzedFile of(long seed, Size size) {
    return new Maker(new Random(seed * 0x9e3779b97f4a7c15L), size).file();
  }

  /** Makes one file. */
  private static final class Maker {
    private final Random random;
    private final Size size;
    private final char separator;
    private final Quoting quoting;
    private final Set<Oddity> oddities = EnumSet.noneOf(Oddity.class);
    private boolean plain = true;

    Maker(Random random, Size size) {
      this.random = random;
      this.size = size;
      this.separator = oneIn(20) ? '^' : ",\t;|".charAt(random.nextInt(4));
      this.quoting =
          separator == '\t' && random.nextBoolean() ? Quoting.NONE : Quoting.DOUBLE_QUOTES;
    }

    FuzzedFile file() {
      boolean names = random.nextBoolean();
      boolean told = !names || separator == '^' || random.nextBoolean();
      List<List<String>> rows = rows();
      String lineEnd = LINE_ENDS[random.nextInt(LINE_ENDS.length)];
      StringBuilder text = new StringBuilder();
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < FuzzedSpec.COLUMNS.size(); i++) {
        order.add(i);
      }
      int further = 0;
      if (names) {
        if (oneIn(3)) {
          oddities.add(Oddity.COLUMNS_IN_ANOTHER_ORDER);
          Collections.shuffle(order, random);
        }
        further = oneIn(ONE_IN_HUGE) ? random.nextInt(size.columns()) : random.nextInt(3);
        header(text, order, further, lineEnd);
      }
      // Rows of very many columns are few, or the file becomes larger than what is to be tested.
      odd(Oddity.MANY_COLUMNS, further > MANY_COLUMNS);
      rows = further > MANY_COLUMNS ? rows.subList(0, Math.min(3, rows.size())) : rows;
      odd(Oddity.NO_ROWS, rows.isEmpty());
      for (List<String> row : rows) {
        row(text, row, order, further);
        text.append(oneIn(30) ? mixed(lineEnd) : lineEnd);
        if (oneIn(20)) {
          oddities.add(Oddity.LINE_ENDS_MIXED);
          text.append(lineEnd);
        }
      }
      if (oneIn(4)) {
        oddities.add(Oddity.NO_LINE_END_AT_END);
        strip(text);
      }
      byte[] bytes = encoded(text.toString());
      if (oneIn(3)) {
        oddities.add(Oddity.BYTES_DAMAGED);
        bytes = damaged(bytes);
      }
      FileFormat.Header header =
          names && random.nextBoolean() ? FileFormat.Header.REQUIRED : FileFormat.Header.OPTIONAL;
      Quoting said = told || quoting != usual() ? quoting : Quoting.DETECT;
      FileFormat format =
          new FileFormat(told ? separator : FileFormat.DETECT, said, FuzzedSpec.COLUMNS, header);
      if (oneIn(20)) {
        plain = false;
        format = new FileFormat(FileFormat.DETECT, Quoting.DETECT, FuzzedSpec.COLUMNS, header);
      }
      odd(Oddity.FORMAT_NOT_TOLD, format.separator() == FileFormat.DETECT);
      bytes = packed(bytes);
      boolean known = plain && !rows.isEmpty() && rows.size() < 1000;
      return new FuzzedFile(
          name(),
          bytes,
          format,
          known ? Optional.of(List.copyOf(rows)) : Optional.empty(),
          Set.copyOf(oddities));
    }

    private void odd(Oddity oddity, boolean is) {
      if (is) {
        oddities.add(oddity);
      }
    }

    private Quoting usual() {
      return separator == '\t' ? Quoting.NONE : Quoting.DOUBLE_QUOTES;
    }

    private List<List<String>> rows() {
      List<List<String>> rows = new ArrayList<>();
      int count = oneIn(40) ? 0 : 1 + random.nextInt(oneIn(20) ? 400 : 12);
      for (int i = 0; i < count; i++) {
        List<String> row = new ArrayList<>();
        for (int c = 0; c < FuzzedSpec.COLUMNS.size(); c++) {
          row.add(field());
        }
        rows.add(List.copyOf(row));
      }
      return rows;
    }

    private String field() {
      // One of them is enough: several would fill the memory of whoever makes them.
      if (oneIn(ONE_IN_HUGE * 30) && !oddities.contains(Oddity.HUGE_FIELD)) {
        plain = false;
        oddities.add(Oddity.HUGE_FIELD);
        String piece = HostileTexts.any(random) + "x ";
        return piece.repeat(1 + random.nextInt(size.longestLine()) / piece.length());
      }
      if (quoting == Quoting.DOUBLE_QUOTES) {
        return oneIn(6) ? HostileTexts.withMarkup(random) : HostileTexts.any(random);
      }
      return HostileTexts.any(random).replace(separator, ' ').replaceAll("[\r\n]", " ");
    }

    private void header(StringBuilder text, List<Integer> order, int further, String lineEnd) {
      List<String> names = new ArrayList<>();
      for (int column : order) {
        String name = FuzzedSpec.COLUMNS.get(column);
        names.add(oneIn(10) ? " " + name.toUpperCase(Locale.ROOT) : name);
      }
      for (int i = 0; i < further; i++) {
        names.add("further" + i);
      }
      switch (random.nextInt(30)) {
        case 0 -> {
          plain = false;
          oddities.add(Oddity.COLUMN_MISSING);
          names.remove(random.nextInt(names.size()));
        }
        case 1 -> {
          plain = false;
          oddities.add(Oddity.COLUMN_TWICE);
          names.add(names.get(random.nextInt(names.size())));
        }
        case 2 -> {
          plain = false;
          oddities.add(Oddity.STRANGE_COLUMN);
          names.set(random.nextInt(names.size()), HostileTexts.withMarkup(random));
        }
        default -> {
          // As it should be.
        }
      }
      for (int times = oneIn(40) ? 2 : 1; times > 0; times--) {
        plain &= times == 1;
        odd(Oddity.HEADER_TWICE, times > 1);
        for (int i = 0; i < names.size(); i++) {
          text.append(i == 0 ? "" : separator).append(written(names.get(i)));
        }
        text.append(lineEnd);
      }
    }

    private void row(StringBuilder text, List<String> row, List<Integer> order, int further) {
      for (int i = 0; i < order.size(); i++) {
        text.append(i == 0 ? "" : separator).append(written(row.get(order.get(i))));
      }
      for (int i = 0; i < further; i++) {
        text.append(separator);
        if (further < 10) {
          text.append(written("f" + i));
        }
      }
      if (oneIn(60)) {
        plain = false;
        oddities.add(Oddity.ROW_TOO_LONG);
        text.append(separator).append("one too many");
      }
    }

    private String written(String field) {
      if (quoting == Quoting.NONE) {
        return field;
      }
      boolean needed =
          field.indexOf(separator) >= 0
              || field.indexOf('"') >= 0
              || field.indexOf('\n') >= 0
              || field.indexOf('\r') >= 0;
      if (oneIn(300)) {
        // Whoever wrote it knew nothing of quotes.
        plain = false;
        oddities.add(Oddity.STRAY_QUOTE);
        return field + "\"" + field;
      }
      return needed || oneIn(10) ? "\"" + field.replace("\"", "\"\"") + "\"" : field;
    }

    private String mixed(String lineEnd) {
      String other = LINE_ENDS[random.nextInt(LINE_ENDS.length)];
      oddities.add(Oddity.LINE_ENDS_MIXED);
      // CR followed by LF is one line end, and a blank line is no row: nothing changes.
      return lineEnd + other;
    }

    private static void strip(StringBuilder text) {
      int end = text.length();
      while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
        end--;
      }
      text.setLength(end);
    }

    private byte[] encoded(String text) {
      if (oneIn(10)) {
        oddities.add(Oddity.BYTE_ORDER_MARK);
        return ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
      }
      if (oneIn(25)) {
        oddities.add(Oddity.BYTE_ORDER_MARK);
        return ("\ufeff" + text).getBytes(Charset.forName(oneIn(2) ? "UTF-16LE" : "UTF-16BE"));
      }
      if (oneIn(8)) {
        plain = false;
        oddities.add(Oddity.OTHER_ENCODING);
        return text.getBytes(Charset.forName(CHARSETS.get(random.nextInt(CHARSETS.size()))));
      }
      // A mark without text after it, or one that is the first field's own.
      plain &= text.isEmpty() || text.charAt(0) != '\ufeff';
      return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] damaged(byte[] whole) {
      plain = false;
      byte[] bytes = whole.clone();
      for (int times = 1 + random.nextInt(4); times > 0; times--) {
        if (bytes.length == 0) {
          return bytes;
        }
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(8)) {
          case 0 -> bytes[at] = (byte) random.nextInt(256);
          case 1 -> bytes[at] = 0;
          case 2 -> bytes = Arrays.copyOf(bytes, at);
          case 3 -> bytes = spliced(bytes, at, new byte[random.nextInt(40)]);
          case 4 -> bytes = spliced(bytes, at, new byte[] {'"'});
          case 5 -> bytes = spliced(bytes, at, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});
          case 6 -> {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            bytes = spliced(bytes, at, noise);
          }
          default -> {
            byte[] mark = "\r\n".getBytes(StandardCharsets.US_ASCII);
            bytes = spliced(bytes, at, mark);
          }
        }
      }
      return bytes;
    }

    private static byte[] spliced(byte[] bytes, int at, byte[] piece) {
      byte[] all = Arrays.copyOf(bytes, bytes.length + piece.length);
      System.arraycopy(piece, 0, all, at, piece.length);
      System.arraycopy(bytes, at, all, at + piece.length, bytes.length - at);
      return all;
    }

    private byte[] packed(byte[] bytes) {
      int way = random.nextInt(40);
      odd(Oddity.PACKED, way < 2 || way == 5);
      odd(Oddity.PACKED_DAMAGED, way == 2 || way == 3 || way == 4 || way == 6 || way == 7);
      return switch (way) {
        case 0 -> gzip(bytes);
        case 1 -> zip(bytes, "data.csv");
        case 2 -> damaged(gzip(bytes));
        case 3 -> damaged(zip(bytes, "data.csv"));
        case 4 -> {
          plain = false;
          byte[] garbage = new byte[1 + random.nextInt(60)];
          random.nextBytes(garbage);
          yield spliced(garbage, 0, gzip(bytes));
        }
        case 5 -> spliced(gzip(new byte[0]), 0, gzip(bytes));
        case 6 -> {
          plain = false;
          yield oneIn(10) ? bomb() : gzip(gzip(bytes));
        }
        case 7 -> {
          plain = false;
          yield zip(bytes, "a\u001b[31m.csv", "../../etc/passwd");
        }
        default -> bytes;
      };
    }

    private byte[] bomb() {
      oddities.add(Oddity.PACKED_BOMB);
      byte[] zeros = new byte[1 << 20];
      Arrays.fill(zeros, (byte) ' ');
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        for (int i = 0; i < 80; i++) {
          gzip.write(zeros);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return out.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return out.toByteArray();
    }

    private static byte[] zip(byte[] bytes, String... names) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(out)) {
        for (String name : names) {
          zip.putNextEntry(new ZipEntry(name));
          zip.write(bytes);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return out.toByteArray();
    }

    private String name() {
      int way = random.nextInt(20);
      odd(Oddity.STRANGE_NAME, way < 3);
      return switch (way) {
        case 0 -> "x".repeat(250) + ".csv";
        case 1 -> "d'; drop.csv";
        case 2 -> "ünï\u001b[31m\n.csv";
        default -> "d.csv";
      };
    }

    private boolean oneIn(int n) {
      return random.nextInt(n) == 0;
    }
  }
}
