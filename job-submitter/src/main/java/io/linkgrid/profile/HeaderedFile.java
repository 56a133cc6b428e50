package io.linkgrid.profile;

import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.model.SourceRecord;
import io.linkgrid.source.Chunk;
import io.linkgrid.source.ChunkReader;
import io.linkgrid.source.FileSurvey;
import io.linkgrid.source.SurveyedFile;
import io.linkgrid.spec.FileFormat;
import io.linkgrid.spec.FileFormat.Header;
import io.linkgrid.spec.FileFormat.Quoting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** A file that names its columns itself, and whose first rows can be read as often as one likes. */
final class HeaderedFile {
  private static final int SAMPLE_BYTES = 1 << 16;
  private static final int SAMPLE_LINES = 1000;

  /** No file of text has this character, so that a whole line is one column. */
  private static final FileFormat LINES =
      new FileFormat('\u0001', Quoting.NONE, List.of("a whole line, whatever it holds"));

  private final SurveyedFile file;
  private final Function<FileFormat, SurveyedFile> survey;
  private final char separator;
  private final List<String> columns;
  private final List<String> ambiguous;
  private final int most;

  private HeaderedFile(
      Function<FileFormat, SurveyedFile> survey,
      FileFormat format,
      List<String> ambiguous,
      int mostRows) {
    this.survey = survey;
    file = survey.apply(format);
    separator = format.separator();
    columns = format.columns();
    this.ambiguous = List.copyOf(ambiguous);
    this.most = mostRows;
  }

  /**
   * Finds out how a file is written.
   *
   * @param role what the file is called in {@link SourceRecord}s
   * @param scratch where it is unpacked if need be
   * @param mostRows how many rows are ever read of it
   * @throws LinkgridException if it cannot be read, or has no header
   */
  static HeaderedFile open(Path path, String role, Path scratch, int mostRows) {
    SurveyedFile lines =
        FileSurvey.survey(path, role, LINES, scratch, HeaderedFile::ignore, SAMPLE_BYTES);
    HeaderRow header = HeaderRow.of(lines.name(), firstLines(lines));
    Map<String, Integer> times = new HashMap<>();
    header.columns().forEach(column -> times.merge(folded(column), 1, Integer::sum));
    List<String> usable = new ArrayList<>();
    List<String> ambiguous = new ArrayList<>();
    for (String column : header.columns()) {
      if (!column.isEmpty()) {
        (times.getOrDefault(folded(column), 0) == 1 ? usable : ambiguous).add(column);
      }
    }
    if (usable.isEmpty()) {
      throw new LinkgridException(
          Kind.DATA,
          lines.name()
              + " line 1: the header names each column twice: "
              + Shown.names(ambiguous)
              + ". Give every column a name of its own.");
    }
    return new HeaderedFile(
        format -> FileSurvey.survey(path, role, format, scratch, HeaderedFile::ignore),
        new FileFormat(header.separator(), Quoting.DETECT, usable),
        ambiguous,
        mostRows);
  }

  /**
   * Returns the same file with other names for some columns.
   *
   * @param names the name that each shall have instead of its own
   */
  HeaderedFile calling(Map<String, String> names) {
    return new HeaderedFile(
        survey,
        new FileFormat(
            separator,
            Quoting.DETECT,
            columns.stream().map(c -> names.getOrDefault(c, c)).toList(),
            Header.REQUIRED,
            names),
        ambiguous,
        most);
  }

  /** Returns the file's name without directories. */
  String name() {
    return file.name();
  }

  /** Returns the names of the columns that have one of their own, in the order of the file. */
  List<String> columns() {
    return columns;
  }

  /** Returns whether every column has a name of its own. */
  boolean namesEveryColumn() {
    return columns.size() == file.columns().size();
  }

  /** Returns the names that the header gives to more than one column. */
  List<String> ambiguous() {
    return ambiguous;
  }

  /** Returns how many rows the file has, read or not. */
  long rows() {
    return file.rows();
  }

  /** Returns whether it has more rows than are read. */
  boolean isCut() {
    return file.rows() > most;
  }

  /** Returns whether there is a column of this name; case does not matter. */
  boolean has(String column) {
    return columns.stream().anyMatch(c -> folded(c).equals(folded(column)));
  }

  /**
   * Reads the first rows; those that cannot be read are left out.
   *
   * @param wanted the columns whose texts a row shall have, in this order
   */
  void read(List<String> wanted, Consumer<SourceRecord> rows) {
    ChunkReader reader = new ChunkReader(file, wanted);
    for (Chunk chunk : file.chunks()) {
      if (chunk.firstRow() > most) {
        break;
      }
      read(
          reader,
          chunk,
          row -> {
            if (row.origin().row() <= most) {
              rows.accept(row);
            }
          });
    }
  }

  private static List<String> firstLines(SurveyedFile lines) {
    List<String> first = new ArrayList<>();
    Chunk chunk = lines.chunks().get(0);
    read(
        new ChunkReader(lines, lines.columns()),
        chunk,
        row -> {
          // A header that cannot be read is none.
          boolean follows = row.origin().row() == 1 || !first.isEmpty();
          if (follows && first.size() < SAMPLE_LINES) {
            first.add(row.fields().get(0));
          }
        });
    return first;
  }

  private static void read(ChunkReader reader, Chunk chunk, Consumer<SourceRecord> rows) {
    try {
      reader.read(chunk, rows, HeaderedFile::leaveOut);
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.DATA, "Cannot read the rows: " + e + ". Check the disk, and repeat.", e);
    }
  }

  static String folded(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private static void leaveOut(Object row) {}

  private static void ignore(long bytes) {}
}
