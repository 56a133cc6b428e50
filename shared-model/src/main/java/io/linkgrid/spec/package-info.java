/**
 * The link spec: everything that is particular to a data set, read from YAML and checked when read,
 * all problems at once. Start at {@link io.linkgrid.spec.LinkSpec}; {@link
 * io.linkgrid.spec.SpecReader} reads files and the built-in specs. This is the only kernel package
 * that may use Jackson.
 */
@NullMarked
package io.linkgrid.spec;

import org.jspecify.annotations.NullMarked;
