package io.linkgrid.bench;

import io.linkgrid.database.DatabaseSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a benchmark keeps things.
 *
 * @param out the directory for the report
 * @param dataDirectory the directory for what is thrown away: made-up files, results, and the data
 *     of embedded servers when there is no database
 * @param database a database of the user's
 */
public record BenchPlaces(Path out, Path dataDirectory, Optional<DatabaseSettings> database) {}
