package io.linkgrid.truth;

/**
 * A line of links.csv.
 *
 * @param line its number in the file, counted from 1
 * @param side which file the row is from
 * @param role the role of that file as it was written
 * @param row the data row, counted from 1
 * @param recordId the text of its id column; empty when the links have no such column
 * @param entity its entity; empty while it is in review
 * @param candidate the best candidate of a row in review; empty when it is not known
 * @param decided what was decided
 */
record LinkRow(
    long line,
    Side side,
    String role,
    int row,
    String recordId,
    String entity,
    String candidate,
    Decided decided) {}
