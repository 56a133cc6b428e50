package io.linkgrid.truth;

import io.linkgrid.clean.RecordCleaner;
import io.linkgrid.clean.RecordCleaner.RowIdentity;
import io.linkgrid.evaluation.EvaluationReport;
import io.linkgrid.job.RunInputs;
import io.linkgrid.model.CleanRecord;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.model.Mention;
import io.linkgrid.source.Chunk;
import io.linkgrid.source.ChunkReader;
import io.linkgrid.source.FileSurvey;
import io.linkgrid.source.SurveyedFile;
import io.linkgrid.spec.FileFormat;
import io.linkgrid.spec.LinkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The mentions of a raw file, cleaned as a run cleans them. */
final class MentionFile {
  private final String role;
  private final List<Mention> mentions = new ArrayList<>();
  private final List<Long> rows = new ArrayList<>();
  private final List<String> recordIds = new ArrayList<>();
  private final Map<Integer, Integer> mentionOfRow = new HashMap<>();
  private final Map<Long, Integer> placeOfId = new HashMap<>();

  private MentionFile(String role) {
    this.role = role;
  }

  /**
   * Reads a file; rows that a run would reject are left out.
   *
   * @param role the role of the file in the run
   * @throws LinkgridException DATA if it cannot be read by the spec
   */
  static MentionFile read(Path path, String role, LinkSpec spec) {
    boolean reference = role.equals(RunInputs.REFERENCE);
    String idColumn = reference ? spec.referenceIdColumn() : spec.recordIdColumn();
    Set<String> wanted = new LinkedHashSet<>();
    FileFormat format = spec.format();
    if (reference && !spec.referenceIdColumn().equals(spec.recordIdColumn())) {
      // A reference need not have the columns of records, and names its rows by another one.
      wanted.add(idColumn);
      spec.attributes().forEach(attribute -> wanted.addAll(attribute.columns()));
      format = format.requiring(List.copyOf(wanted));
    }
    wanted.addAll(spec.format().columns());
    wanted.add(idColumn);
    List<String> columns = List.copyOf(wanted);
    MentionFile file = new MentionFile(role);
    RecordCleaner cleaner =
        new RecordCleaner(
            spec, columns, idColumn, reference ? RowIdentity.EACH_ITS_OWN : RowIdentity.BY_VALUES);
    try {
      // A packed file is unpacked there, and read before it is deleted.
      Path scratch = Files.createTempDirectory("linkgrid-evaluate-");
      try {
        SurveyedFile survey = FileSurvey.survey(path, role, format, scratch, bytes -> {});
        ChunkReader reader = new ChunkReader(survey, columns);
        for (Chunk chunk : survey.chunks()) {
          reader.read(chunk, row -> cleaner.clean(row, file::add, reject -> {}), reject -> {});
        }
      } finally {
        delete(scratch);
      }
    } catch (IOException e) {
      throw new LinkgridException(
          Kind.DATA,
          "Cannot read the rows of " + path + ": " + e + ". Check the disk, and repeat.",
          e);
    }
    return file;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void add(CleanRecord record) {
    Integer next = mentions.size();
    Integer known = placeOfId.putIfAbsent(record.mention().id(), next);
    if (known == null) {
      mentions.add(record.mention());
      rows.add(record.origin().row());
      recordIds.add(record.recordId());
    }
    mentionOfRow.put(Math.toIntExact(record.origin().row()), known == null ? next : known);
  }

  /** Returns the different mentions in the order in which they are first seen. */
  List<Mention> mentions() {
    return mentions;
  }

  /** Returns the place of a row's mention; none of a row that was rejected or is not there. */
  Optional<Integer> mentionOf(int row) {
    return Optional.ofNullable(mentionOfRow.get(row));
  }

  /** Returns the first row of a mention, for people. */
  EvaluationReport.Row shown(int mention) {
    return new EvaluationReport.Row(
        role, rows.get(mention), recordIds.get(mention), "", mentions.get(mention).values());
  }
}
