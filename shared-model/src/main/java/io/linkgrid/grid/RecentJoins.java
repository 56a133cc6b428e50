package io.linkgrid.grid;

/**
 * How far a reference has grown since it was loaded. Each growth is a {@link MentionBlock} in the
 * map {@link GridNames#recent}, under its number; nodes take them in one after the other.
 *
 * @param base the version of the reference that was loaded
 * @param last the number of the last growth, counted from 1
 * @param version the version of the reference in the database after it
 */
public record RecentJoins(long base, long last, long version) {}
