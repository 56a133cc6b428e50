package io.linkgrid.watch;

import java.time.Instant;

/**
 * A file as it was seen.
 *
 * @param name its name in the watched directory
 * @param bytes its size
 * @param modified when it was last written, as its file system says
 * @param stamp its size and times in one text; another content has another stamp
 */
record Sighting(String name, long bytes, Instant modified, String stamp) {}
