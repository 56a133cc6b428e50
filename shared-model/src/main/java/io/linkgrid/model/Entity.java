package io.linkgrid.model;

import java.util.List;

/**
 * A golden record: one real thing, with the value per attribute that survived.
 *
 * @param id derived from the content of the mentions that founded it; stable from then on
 * @param values the surviving standardised values in the order of the spec's attributes; an empty
 *     text is an absent value
 * @param mentions how many distinct mentions founded it
 * @param rows how many rows founded it
 */
public record Entity(String id, List<String> values, int mentions, long rows) {
  public Entity {
    values = List.copyOf(values);
  }
}
