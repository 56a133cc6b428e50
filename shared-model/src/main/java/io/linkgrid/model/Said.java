package io.linkgrid.model;

/**
 * How the rows of the files say a mention: what survivorship goes by.
 *
 * @param rows how many rows say it
 * @param newest when it was last said: greater is newer. By the date of the event first, then by
 *     the order in which the files were taken in, then by the row; the numbers in between mean
 *     nothing
 * @param source the role that says it with the most authority: smaller is better
 */
public record Said(long rows, long newest, int source) {
  /** Said by nobody knows whom: for mentions of which only the values are asked. */
  public static final Said UNKNOWN = new Said(0, 0, 0);
}
