package io.linkgrid.generate;

import java.nio.file.Path;

/**
 * A file that was written.
 *
 * @param path where it is
 * @param rows its data rows, without a header
 * @param bytes its size
 * @param sha256 the SHA-256 of its bytes in hex
 */
public record GeneratedFile(Path path, long rows, long bytes, String sha256) {}
