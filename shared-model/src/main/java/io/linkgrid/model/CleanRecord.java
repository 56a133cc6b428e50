package io.linkgrid.model;

import java.util.List;

/**
 * A row after standardisation.
 *
 * @param origin where the row came from
 * @param recordId the text of the spec's id column, as it was
 * @param eventDate the date of the row's event as {@code yyyy-mm-dd}; empty when the spec names no
 *     event column or the text is no date
 * @param mention the standardised values by which the row is linked
 * @param fields the texts in column order, nothing changed
 */
public record CleanRecord(
    Provenance origin, String recordId, String eventDate, Mention mention, List<String> fields) {}
