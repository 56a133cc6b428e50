/**
 * Where a job's results go: tables of Postgres, in bulk and so that a repetition changes nothing.
 * Start at {@link io.linkgrid.sink.CopyWriter}, which runs on the nodes. This package knows tables
 * and connections, and nothing of how a record was matched.
 */
@NullMarked
package io.linkgrid.sink;

import org.jspecify.annotations.NullMarked;
