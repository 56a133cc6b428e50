package io.linkgrid.spec;

import java.util.List;
import java.util.Optional;

/**
 * The attributes of a spec as the rest of it refers to them while it is checked.
 *
 * @param list the attributes in their order
 * @param names their names, also of those that cannot be read
 */
record DeclaredAttributes(List<Declared> list, Vocabulary names) {
  /**
   * An attribute that other parts of the spec can refer to, even when something is wrong with it.
   *
   * @param type its type; empty when it cannot be read, which has its problem already
   */
  record Declared(
      String name,
      List<String> columns,
      Optional<AttributeType> type,
      SurvivorshipRule survivorship,
      Reading reading) {}

  /** Returns the position of an attribute, or -1 if there is none of this name. */
  int position(String name) {
    return names.words().indexOf(name);
  }

  /** Returns the type of an attribute, if it is there and its type can be read. */
  Optional<AttributeType> type(String name) {
    int position = position(name);
    return position < 0 ? Optional.empty() : list.get(position).type();
  }
}
