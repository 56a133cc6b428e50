package io.linkgrid.clean;

import io.linkgrid.model.CleanRecord;
import io.linkgrid.model.Mention;
import io.linkgrid.model.RejectedRecord;
import io.linkgrid.model.SourceRecord;
import io.linkgrid.spec.Attribute;
import io.linkgrid.spec.AttributeType;
import io.linkgrid.spec.LinkSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Turns a raw row into a clean record, or says why it cannot. The same row has the same outcome, on
 * every machine. One instance belongs to one thread.
 */
public final class RecordCleaner {
  /** A longer text is no name and no address; to compare two of them would take minutes. */
  private static final int LONGEST_VALUE = 10_000;

  private final int recordIdColumn;
  private final int eventDateColumn;
  private final int[][] columns;
  private final List<String> names;
  private final Standardiser[] standardisers;
  private final Standardiser dates = Standardisers.of(AttributeType.DATE);
  private final MessageDigest sha256;
  private final RowIdentity identity;

  /** What makes two rows the same mention. */
  public enum RowIdentity {
    /** Rows with the same standardised values are the same mention. */
    BY_VALUES,
    /** Each row is one of its own, as in a reference that holds each entity once. */
    EACH_ITS_OWN
  }

  /**
   * Cleans rows.
   *
   * @param columns the columns in the order in which the fields of a row stand
   * @param recordIdColumn the column that names a row
   */
  public RecordCleaner(
      LinkSpec spec, List<String> columns, String recordIdColumn, RowIdentity identity) {
    this(spec, columns, columns.indexOf(recordIdColumn), identity);
  }

  /** Cleans rows whose fields stand in the order of the spec's columns. */
  public RecordCleaner(LinkSpec spec) {
    this(spec, spec.format().columns(), spec.recordIdColumn(), RowIdentity.BY_VALUES);
  }

  private RecordCleaner(
      LinkSpec spec, List<String> names, int recordIdColumn, RowIdentity identity) {
    this.recordIdColumn = recordIdColumn;
    this.identity = identity;
    eventDateColumn = spec.event().map(e -> names.indexOf(e.dateColumn())).orElse(-1);
    columns = new int[spec.attributes().size()][];
    standardisers = new Standardiser[columns.length];
    this.names = spec.attributes().stream().map(Attribute::name).toList();
    for (int i = 0; i < columns.length; i++) {
      Attribute attribute = spec.attributes().get(i);
      columns[i] = attribute.columns().stream().mapToInt(names::indexOf).toArray();
      standardisers[i] = Standardisers.of(attribute);
    }
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Gives the clean record to one consumer, or the rejected one to the other. */
  public void clean(
      SourceRecord raw, Consumer<CleanRecord> cleaned, Consumer<RejectedRecord> rejected) {
    List<String> values = new ArrayList<>(columns.length);
    boolean anything = false;
    for (int i = 0; i < columns.length; i++) {
      String text = text(raw, columns[i]);
      if (text.length() > LONGEST_VALUE) {
        rejected.accept(new RejectedRecord(raw.origin(), tooLong(i, text.length()), rawOf(raw)));
        return;
      }
      String value = standardisers[i].standardise(text);
      anything |= !value.isEmpty();
      values.add(value);
    }
    if (!anything) {
      rejected.accept(
          new RejectedRecord(
              raw.origin(),
              "none of the columns by which records are linked holds anything usable",
              rawOf(raw)));
      return;
    }
    String eventDate =
        eventDateColumn < 0 ? "" : dates.standardise(raw.fields().get(eventDateColumn));
    cleaned.accept(
        new CleanRecord(
            raw.origin(),
            raw.fields().get(recordIdColumn),
            eventDate,
            new Mention(id(values, raw.fields().get(recordIdColumn)), values),
            raw.fields()));
  }

  private String tooLong(int attribute, int length) {
    return String.format(
        Locale.ROOT,
        "the text of '%s' has %,d characters, but at most %,d were expected",
        names.get(attribute),
        length,
        LONGEST_VALUE);
  }

  private static String rawOf(SourceRecord raw) {
    return String.join("\t", raw.fields());
  }

  private static String text(SourceRecord raw, int[] columns) {
    if (columns.length == 1) {
      return raw.fields().get(columns[0]);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < columns.length; i++) {
      text.append(i == 0 ? "" : " ").append(raw.fields().get(columns[i]));
    }
    return text.toString();
  }

  private long id(List<String> values, String recordId) {
    for (String value : values) {
      sha256.update(value.getBytes(StandardCharsets.UTF_8));
      sha256.update((byte) 0);
    }
    if (identity == RowIdentity.EACH_ITS_OWN) {
      sha256.update(recordId.getBytes(StandardCharsets.UTF_8));
      sha256.update((byte) 0);
    }
    byte[] digest = sha256.digest();
    long id = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      id = id << 8 | (digest[i] & 0xff);
    }
    return id;
  }
}
