/**
 * The final join: which trips ended near an event's place within a week of the event. Start at
 * {@link io.linkgrid.join.EventIndex}. Pure functions over values; nothing here knows the grid or
 * the database.
 */
@NullMarked
package io.linkgrid.join;

import org.jspecify.annotations.NullMarked;
