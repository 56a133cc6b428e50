package io.linkgrid.grid;

import io.linkgrid.model.Mention;
import io.linkgrid.scoring.Evidence;

/**
 * A mention on its way from block to block, with its evidence so far.
 *
 * @param mention what is looked for
 * @param evidence what was found
 */
public record Probe(Mention mention, Evidence evidence) {}
