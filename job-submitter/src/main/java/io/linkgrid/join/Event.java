package io.linkgrid.join;

/**
 * Something that was reported about an entity.
 *
 * @param id the event's own id, such as a violation's
 * @param entity the entity's id
 * @param day the date as days since 1970-01-01
 * @param latitude of the entity, in degrees
 * @param longitude of the entity, in degrees
 */
public record Event(String id, String entity, long day, double latitude, double longitude) {}
