/**
 * Single records against the reference that the grid holds, without a job. Start at {@link
 * io.linkgrid.lookup.ReferenceLookup}. Nothing is written to the database here.
 */
@NullMarked
package io.linkgrid.lookup;

import org.jspecify.annotations.NullMarked;
