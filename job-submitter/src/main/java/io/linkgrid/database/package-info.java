/**
 * The way to Postgres for the command line: where the database is, that it answers, that the schema
 * of a link spec exists in its newest form, and a server of our own where the user names none.
 * Start at {@link io.linkgrid.database.DatabaseSettings} and {@link io.linkgrid.database.Database};
 * {@link io.linkgrid.database.EmbeddedServer} is the server of our own, and {@link
 * io.linkgrid.database.RunLedger} what the database knows of runs and their files. This package
 * knows nothing of jobs, specs and the grid, and what it says never holds a password.
 */
@NullMarked
package io.linkgrid.database;

import org.jspecify.annotations.NullMarked;
