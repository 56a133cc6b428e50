package io.linkgrid.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules of blocking rules: their keys, and that the first one is the partition. */
final class BlockingCheck {
  private final DeclaredAttributes attributes;
  private final Optional<String> partitionBy;

  BlockingCheck(DeclaredAttributes attributes, Optional<String> partitionBy) {
    this.attributes = attributes;
    this.partitionBy = partitionBy;
  }

  /** Returns the rules that can be read. */
  List<BlockingRule> check(YamlPart part) {
    List<BlockingRule> rules = new ArrayList<>();
    Map<String, YamlPart> names = new HashMap<>();
    Map<Set<String>, String> ruleOfKey = new HashMap<>();
    List<YamlPart> parts = part.list().orElse(List.of());
    for (int i = 0; i < parts.size(); i++) {
      Optional<YamlFields> found =
          parts.get(i).fields("blocking rule " + (i + 1), List.of("name", "key", "cap"));
      if (found.isEmpty()) {
        continue;
      }
      Optional<YamlPart> namePart = found.get().required("name");
      Optional<String> name = namePart.flatMap(YamlPart::name);
      name.ifPresent(text -> namePart.orElseThrow().putOnce(text, names));
      Optional<YamlPart> keyPart = found.get().required("key");
      Optional<Map<String, YamlPart>> key = keyPart.flatMap(YamlPart::texts);
      if (key.isEmpty()) {
        continue;
      }
      List<KeyPart> keyParts = new ArrayList<>();
      key.get().forEach((text, p) -> keyParts.add(keyPart(text, p)));
      Set<String> texts = key.get().keySet();
      String shown = name.orElse(Integer.toString(i + 1));
      String earlier = ruleOfKey.putIfAbsent(Set.copyOf(texts), shown);
      if (i == 0 && partitionBy.filter(a -> !texts.equals(Set.of(a))).isPresent()) {
        keyPart
            .orElseThrow()
            .problem(
                "the first blocking rule is the partition: its key must be ["
                    + partitionBy.get()
                    + "], the attribute of 'partition-by', but is "
                    + Problems.quoted(texts.toString())
                    + ".");
      } else if (earlier != null) {
        keyPart
            .orElseThrow()
            .problem(
                "blocking rule %s has the same key as rule %s. Leave one of them out."
                    .formatted(Problems.quoted(shown), Problems.quoted(earlier)));
      }
      int cap = found.get().optional("cap").flatMap(YamlPart::cap).orElse(BlockingRule.USUAL_CAP);
      rules.add(new BlockingRule(name.orElse(""), keyParts, cap));
    }
    return rules;
  }

  private KeyPart keyPart(String text, YamlPart where) {
    int dot = text.indexOf('.');
    String attribute = dot < 0 ? text : text.substring(0, dot);
    String part = dot < 0 ? "" : text.substring(dot + 1);
    attributes.names().problemWith(attribute, "").ifPresent(where::problem);
    if (dot >= 0) {
      attributes.type(attribute).ifPresent(type -> checkPart(attribute, type, part, where));
    }
    return new KeyPart(attributes.position(attribute), part);
  }

  private static void checkPart(String attribute, AttributeType type, String part, YamlPart where) {
    String of = "attribute " + Problems.quoted(attribute) + " of type '" + type.word() + "'";
    if (type.parts().isEmpty()) {
      where.problem(
          of + " has no parts. Write " + Problems.quoted(attribute) + " for its whole value.");
    } else {
      Vocabulary.of("part", type.parts()).problemWith(part, " of " + of).ifPresent(where::problem);
    }
  }
}
