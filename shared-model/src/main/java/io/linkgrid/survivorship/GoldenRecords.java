package io.linkgrid.survivorship;

import io.linkgrid.model.Entity;
import io.linkgrid.model.EntityId;
import io.linkgrid.model.Mention;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the golden record of a cluster: per attribute the value that most rows have, of equally
 * frequent ones the longest, of equally long ones the first in order. Stateless.
 */
public final class GoldenRecords {
  private GoldenRecords() {}

  /**
   * A mention of a cluster.
   *
   * @param mention the mention
   * @param rows how many rows say it
   */
  public record Member(Mention mention, long rows) {}

  /**
   * Returns the golden record of a cluster with at least one member. Its id derives from the
   * smallest mention id as unsigned numbers go.
   */
  public static Entity survive(List<Member> members) {
    List<String> values = new ArrayList<>();
    int attributes = members.get(0).mention().values().size();
    for (int attribute = 0; attribute < attributes; attribute++) {
      values.add(survivor(members, attribute));
    }
    long founder = members.get(0).mention().id();
    long rows = 0;
    for (Member member : members) {
      long id = member.mention().id();
      founder = Long.compareUnsigned(id, founder) < 0 ? id : founder;
      rows += member.rows();
    }
    return new Entity(EntityId.text(founder), values, members.size(), rows);
  }

  private static String survivor(List<Member> members, int attribute) {
    Map<String, Long> rows = new HashMap<>();
    for (Member member : members) {
      String value = member.mention().values().get(attribute);
      if (!value.isEmpty()) {
        rows.merge(value, member.rows(), Long::sum);
      }
    }
    String best = "";
    long most = 0;
    for (Map.Entry<String, Long> entry : rows.entrySet()) {
      String value = entry.getKey();
      long count = entry.getValue();
      boolean wins =
          count != most
              ? count > most
              : value.length() != best.length()
                  ? value.length() > best.length()
                  : value.compareTo(best) < 0;
      if (wins) {
        best = value;
        most = count;
      }
    }
    return best;
  }
}
