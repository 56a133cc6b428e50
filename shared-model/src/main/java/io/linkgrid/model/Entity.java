package io.linkgrid.model;

import java.util.List;

/**
 * A golden record: one real thing, with the value per attribute that survived.
 *
 * @param id derived from the content of the mentions that founded it; it lasts, whatever joins or
 *     leaves
 * @param values the surviving standardised values in the order of the spec's attributes; an empty
 *     text is an absent value
 * @param mentions how many distinct mentions belong to it
 * @param rows how many rows belong to it
 */
public record Entity(String id, List<String> values, int mentions, long rows) {
  public Entity {
    values = List.copyOf(values);
  }
}
