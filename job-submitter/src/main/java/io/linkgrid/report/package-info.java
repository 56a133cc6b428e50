/**
 * What a run leaves behind and what it shows while it runs: the result files, the summary, the
 * report for people, the table on stdout and the progress on stderr. Start at {@link
 * io.linkgrid.report.ResultFiles}, which reads the system of record, and {@link
 * io.linkgrid.report.RunSummary}, which all others show. This package knows Postgres and files; it
 * knows no grid, no job and no command, and it changes nothing in the database.
 */
@NullMarked
package io.linkgrid.report;

import org.jspecify.annotations.NullMarked;
