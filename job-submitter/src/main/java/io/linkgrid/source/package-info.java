/**
 * Reading files. {@link io.linkgrid.source.FileSurvey} looks through a file once, in the submitter,
 * and either refuses it with a sentence or cuts it into chunks of whole rows; {@link
 * io.linkgrid.source.ChunkReader} turns a chunk into records and rejects, anywhere the path can be
 * read. Both find rows with the same {@link io.linkgrid.source.RowScanner}, so they cannot
 * disagree. Start at the survey. What reads chunks travels to the nodes and uses the JDK and
 * FastCSV alone; this package knows no grid, no database and no spec beyond the file's format.
 */
@NullMarked
package io.linkgrid.source;

import org.jspecify.annotations.NullMarked;
