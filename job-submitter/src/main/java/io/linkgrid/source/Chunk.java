package io.linkgrid.source;

import java.io.Serializable;

/**
 * A stretch of whole rows of a file; the unit in which nodes read it, and in which a reading is
 * repeated.
 *
 * @param offset the first byte in the file
 * @param length how many bytes
 * @param firstRow the number of the first row, counted from 1 without the header
 * @param firstLine the line on which the first row starts, counted from 1
 */
public record Chunk(long offset, int length, long firstRow, long firstLine)
    implements Serializable {}
