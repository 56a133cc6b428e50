package io.linkgrid.survivorship;

import io.linkgrid.model.Entity;
import io.linkgrid.model.EntityId;
import io.linkgrid.model.Mention;
import io.linkgrid.model.Said;
import io.linkgrid.spec.LinkSpec;
import io.linkgrid.spec.SurvivorshipRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes golden records: per attribute the value that survives by the rule of the spec. Of values
 * that a rule finds equal survives the one that most rows have, of these the longest, of these the
 * first in order; so the order of the members does not show. An absent value survives only when
 * there is no other. Immutable; safe for any number of threads.
 */
public final class GoldenRecords {
  private static final Comparator<Value> BY_FREQUENCY =
      Comparator.comparingLong(Value::rows)
          .thenComparingInt(value -> value.text().length())
          .thenComparing(Value::text, Comparator.reverseOrder());

  private final List<Comparator<Value>> rules;

  /** Golden records by the rules of a spec. */
  public GoldenRecords(LinkSpec spec) {
    this(spec.attributes().stream().map(attribute -> attribute.survivorship()).toList());
  }

  /** Golden records by a rule for each attribute. */
  GoldenRecords(Collection<SurvivorshipRule> rules) {
    this.rules = rules.stream().map(GoldenRecords::better).toList();
  }

  /**
   * A mention of an entity.
   *
   * @param mention the mention
   * @param said how the rows say it
   */
  public record Member(Mention mention, Said said) {}

  /** One value of an attribute, and all that the mentions with it have to say for it. */
  private record Value(String text, long rows, long newest, int source) {
    static Value of(String text, Said said) {
      return new Value(text, said.rows(), said.newest(), said.source());
    }

    Value with(Value other) {
      return new Value(
          text, rows + other.rows, Math.max(newest, other.newest), Math.min(source, other.source));
    }
  }

  /** The better value is the greater one. */
  private static Comparator<Value> better(SurvivorshipRule rule) {
    return switch (rule) {
      case MOST_FREQUENT -> BY_FREQUENCY;
      case LONGEST ->
          Comparator.<Value>comparingInt(value -> value.text().length())
              .thenComparing(BY_FREQUENCY);
      case NEWEST -> Comparator.comparingLong(Value::newest).thenComparing(BY_FREQUENCY);
      case SOURCE_PRIORITY ->
          Comparator.<Value>comparingInt(value -> -value.source()).thenComparing(BY_FREQUENCY);
    };
  }

  /**
   * Returns the golden record of a cluster with at least one member, as a new entity. Its id
   * derives from the smallest mention id as unsigned numbers go.
   */
  public Entity found(List<Member> members) {
    long founder = members.get(0).mention().id();
    for (Member member : members) {
      long id = member.mention().id();
      founder = Long.compareUnsigned(id, founder) < 0 ? id : founder;
    }
    return survive(EntityId.text(founder), members);
  }

  /** Returns the golden record of an entity with at least one member. */
  public Entity survive(String id, List<Member> members) {
    List<String> values = new ArrayList<>();
    for (int attribute = 0; attribute < rules.size(); attribute++) {
      values.add(survivor(members, attribute));
    }
    long rows = members.stream().mapToLong(member -> member.said().rows()).sum();
    return new Entity(id, values, members.size(), rows);
  }

  private String survivor(List<Member> members, int attribute) {
    Map<String, Value> values = new HashMap<>();
    for (Member member : members) {
      String text = member.mention().values().get(attribute);
      if (!text.isEmpty()) {
        values.merge(text, Value.of(text, member.said()), Value::with);
      }
    }
    return values.values().stream().max(rules.get(attribute)).map(Value::text).orElse("");
  }
}
