/**
 * The link spec: everything that is particular to a data set, read from YAML and checked when read,
 * all problems at once. Start at {@link io.linkgrid.spec.LinkSpec}; {@link
 * io.linkgrid.spec.SpecReader} reads texts and the built-in specs, and {@link
 * io.linkgrid.spec.SpecCheck} holds the rules, with a class for each large part of a spec. This is
 * the only kernel package that knows YAML; it knows no stage, no file and no grid.
 */
@NullMarked
package io.linkgrid.spec;

import org.jspecify.annotations.NullMarked;
