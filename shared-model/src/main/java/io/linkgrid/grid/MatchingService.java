package io.linkgrid.grid;

/** Runs beside the data and answers probes from the blocks that this node holds. */
public interface MatchingService {}
