/**
 * Reads the models that Splink saves and says them as link specs. {@link
 * io.linkgrid.splink.SplinkImport} is where to start: it goes through a {@link
 * io.linkgrid.splink.SplinkModel}, understands the SQL of its levels and rules ({@link
 * io.linkgrid.splink.SqlParser}, {@link io.linkgrid.splink.SqlMeaning}), and either writes a spec
 * whose weights are the model's or says everything that cannot be carried over. This package knows
 * the words of specs; it knows no grid and no database.
 */
@NullMarked
package io.linkgrid.splink;

import org.jspecify.annotations.NullMarked;
