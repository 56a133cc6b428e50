package io.linkgrid.processor;

import java.io.Serializable;

/**
 * The joined trips of an entity and week, or a part of them.
 *
 * @param entity the entity's id
 * @param monday the first day of the week, as days since 1970-01-01
 * @param trips joined rows
 * @param seconds the sum of their durations
 * @param events the numbers of the events that they joined
 */
record WeekSums(String entity, long monday, long trips, long seconds, int[] events)
    implements Serializable {}
