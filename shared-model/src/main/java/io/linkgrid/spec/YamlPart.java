package io.linkgrid.spec;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * A piece of YAML that is asked for what it should be. When it is something else, that is noted as
 * a problem and the answer is empty. Only as much of the tree is visited as is asked for, so a tree
 * that contains itself does no harm; no object is ever constructed from it.
 */
final class YamlPart {
  private static final int LONGEST_TEXT = 100_000;
  private static final int DEEPEST_NESTING = 20;
  private static final int MOST_ALIASES = 100;
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");
  private static final Pattern TOO_LARGE = Pattern.compile("\\\\U[89a-fA-F][0-9a-fA-F]{7}");
  private static final Pattern CAP = Pattern.compile("[2-9]|[1-9][0-9]{1,8}");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  /** The types that YAML itself gives to what is written without a tag. */
  private static final Set<Tag> UNTAGGED =
      Set.of(
          Tag.STR,
          Tag.INT,
          Tag.FLOAT,
          Tag.BOOL,
          Tag.NULL,
          Tag.TIMESTAMP,
          Tag.MERGE,
          Tag.SEQ,
          Tag.MAP);

  private final Node node;
  private final String what;
  private final int line;
  private final Problems problems;

  /**
   * @param what the word under which the part stands, for messages
   * @param line the line to name in problems; of a list or mapping under a word it is the word's
   */
  private YamlPart(Node node, String what, int line, Problems problems) {
    this.node = node;
    this.what = what;
    this.line = line;
    this.problems = problems;
  }

  /**
   * Returns the whole of a text.
   *
   * @throws io.linkgrid.model.LinkgridException if it is no YAML, too long, or too deep
   */
  static YamlPart wholeText(String yaml, Problems problems) {
    if (yaml.length() > LONGEST_TEXT) {
      problems.add(
          1,
          "the text has %d characters, a spec at most %d. Is this the right file?"
              .formatted(yaml.length(), LONGEST_TEXT));
      problems.throwIfAny();
    }
    LoaderOptions limits = new LoaderOptions();
    limits.setNestingDepthLimit(DEEPEST_NESTING);
    limits.setMaxAliasesForCollections(MOST_ALIASES);
    Node root;
    try {
      root = new Yaml(new SafeConstructor(limits)).compose(new StringReader(yaml));
    } catch (MarkedYAMLException e) {
      throw problems.fatal(line(e), "no valid YAML: " + reason(e), e);
    } catch (ReaderException e) {
      int line = 1 + (int) yaml.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count();
      String sentence = "character U+%04X has no place in YAML. Remove it.";
      throw problems.fatal(line, sentence.formatted(e.getCodePoint()), e);
    } catch (NumberFormatException e) {
      // SnakeYAML takes the eight digits of such an escape for an int, and does not say where.
      int line = 1 + (int) yaml.lines().takeWhile(l -> !TOO_LARGE.matcher(l).find()).count();
      throw problems.fatal(line, "no valid YAML: there is no character of this number.", e);
    } catch (YAMLException e) {
      throw problems.fatal(
          1, "no valid YAML: " + Problems.oneLine(String.valueOf(e.getMessage())) + ".", e);
    }
    if (root == null) {
      problems.add(1, "the spec is empty. Start from a built-in one.");
      problems.throwIfAny();
    }
    return new YamlPart(root, "the spec", line(root), problems);
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  private static int line(MarkedYAMLException e) {
    Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
    return mark == null ? 1 : mark.getLine() + 1;
  }

  private static String reason(MarkedYAMLException e) {
    String context = e.getContext() == null ? "" : e.getContext();
    String since =
        e.getContextMark() == null ? "" : " (line " + (e.getContextMark().getLine() + 1) + ")";
    String start = context.isBlank() ? "" : context.strip() + since + ": ";
    String problem = e.getProblem() == null ? "" : e.getProblem().strip();
    return Problems.oneLine(start + problem) + (problem.endsWith(".") ? "" : ".");
  }

  /** Notes a problem with this part. */
  void problem(String sentence) {
    problems.add(line, sentence);
  }

  /** Returns the part as text, which is never blank. Numbers and dates are texts as well. */
  Optional<String> text() {
    if (node instanceof ScalarNode scalar && !isNothing() && isUntagged()) {
      if (!scalar.getValue().isBlank()) {
        return Optional.of(scalar.getValue());
      }
    }
    return unexpected("a text");
  }

  /** Returns whether the part is this word; any other is not a problem. */
  boolean isWord(String word) {
    return node instanceof ScalarNode scalar && scalar.isPlain() && scalar.getValue().equals(word);
  }

  /** Returns the part as one character or a word of two and more; a blank is a character. */
  Optional<String> characterOrWord() {
    return node instanceof ScalarNode scalar && scalar.getValue().length() == 1 && isUntagged()
        ? Optional.of(scalar.getValue())
        : text();
  }

  /** Returns the part as a name. */
  Optional<String> name() {
    Optional<String> text = text();
    text.ifPresent(this::checkName);
    return text;
  }

  /** Notes a problem if the text, which names this part, is no name. */
  void checkName(String text) {
    if (!NAME.matcher(text).matches()) {
      problem(
          Problems.quoted(text)
              + " is no name. Expected at most 63 of a-z, 0-9 and '-', a letter first.");
    }
  }

  /** Puts this part under a text; that there is one under it already is a problem. */
  void putOnce(String text, Map<String, YamlPart> parts) {
    YamlPart first = parts.putIfAbsent(text, this);
    if (first != null) {
      problem(Problems.quoted(text) + " is there twice, first on line " + first.line + ".");
    }
  }

  /** Returns the part as a word of the vocabulary. */
  Optional<String> word(Vocabulary vocabulary) {
    Optional<String> text = text();
    text.flatMap(word -> vocabulary.problemWith(word, "")).ifPresent(this::problem);
    return text.filter(word -> vocabulary.problemWith(word, "").isEmpty());
  }

  /**
   * Returns the part as the constant that has this word.
   *
   * @param kind what the words are, for messages
   */
  <E> Optional<E> constant(String kind, E[] constants, Function<E, String> wordOf) {
    List<String> words = Arrays.stream(constants).map(wordOf).toList();
    return word(Vocabulary.of(kind, words)).map(word -> constants[words.indexOf(word)]);
  }

  /** Returns the part as a number between two others, both included. */
  Optional<Double> number(int smallest, int largest) {
    String expected = "a number from " + smallest + " to " + largest;
    if (!(node instanceof ScalarNode scalar)
        || !scalar.isPlain()
        || !NUMBER.matcher(scalar.getValue()).matches()) {
      return unexpected(expected);
    }
    double number = Double.parseDouble(scalar.getValue());
    return number >= smallest && number <= largest ? Optional.of(number) : unexpected(expected);
  }

  /** Returns the part as the cap of a blocking rule. */
  Optional<Integer> cap() {
    if (node instanceof ScalarNode scalar && scalar.getValue().equals("none") && isUntagged()) {
      return Optional.of(BlockingRule.NO_CAP);
    }
    if (node instanceof ScalarNode scalar
        && scalar.isPlain()
        && CAP.matcher(scalar.getValue()).matches()) {
      return Optional.of(Integer.parseInt(scalar.getValue()));
    }
    return unexpected("a whole number from 2 to 999999999, or none");
  }

  /** Returns the part as yes or no. */
  Optional<Boolean> yesOrNo() {
    if (node instanceof ScalarNode scalar && scalar.isPlain()) {
      switch (scalar.getValue()) {
        case "yes", "true" -> {
          return Optional.of(true);
        }
        case "no", "false" -> {
          return Optional.of(false);
        }
        default -> {
          return unexpected("yes or no");
        }
      }
    }
    return unexpected("yes or no");
  }

  /** Returns the parts of a list, which is never empty. */
  Optional<List<YamlPart>> list() {
    if (!(node instanceof SequenceNode sequence) || !isUntagged()) {
      return unexpected("a list");
    }
    if (sequence.getValue().isEmpty()) {
      return unexpected("a list that is not empty");
    }
    List<YamlPart> parts = new ArrayList<>();
    for (Node value : sequence.getValue()) {
      parts.add(new YamlPart(value, what, Math.max(line(value), line), problems));
    }
    return Optional.of(parts);
  }

  /** Returns the texts of a list in their order, each with its part; a text that repeats is one. */
  Optional<Map<String, YamlPart>> texts() {
    return list()
        .map(
            parts -> {
              Map<String, YamlPart> texts = new LinkedHashMap<>();
              parts.forEach(part -> part.text().ifPresent(text -> part.putOnce(text, texts)));
              return texts;
            });
  }

  /** Returns the values of a mapping in their order; of a word that repeats it is the first. */
  Optional<Map<String, YamlPart>> mapping() {
    return mapping(what);
  }

  private Optional<Map<String, YamlPart>> mapping(String place) {
    if (!(node instanceof MappingNode mapping) || !isUntagged() || mapping.getValue().isEmpty()) {
      return unexpected(place, "words with values");
    }
    Map<String, YamlPart> values = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Node key = tuple.getKeyNode();
      Optional<String> word = new YamlPart(key, "a word", line(key), problems).text();
      if (word.isPresent()) {
        Node value = tuple.getValueNode();
        // What an alias stands for is written further up.
        int valueLine = value instanceof ScalarNode ? Math.max(line(value), line(key)) : line(key);
        new YamlPart(value, word.get(), valueLine, problems).putOnce(word.get(), values);
      }
    }
    return Optional.of(values);
  }

  /**
   * Returns the part as a mapping that has no other words than these.
   *
   * @param place what the mapping describes, for messages
   */
  Optional<YamlFields> fields(String place, List<String> words) {
    Vocabulary vocabulary = Vocabulary.of("word", words);
    Optional<Map<String, YamlPart>> values = mapping(place);
    values.ifPresent(
        map ->
            map.forEach(
                (word, value) ->
                    vocabulary.problemWith(word, " in " + place).ifPresent(value::problem)));
    return values.map(map -> new YamlFields(this, place, map));
  }

  private boolean isNothing() {
    return node.getTag().equals(Tag.NULL);
  }

  private boolean isUntagged() {
    return UNTAGGED.contains(node.getTag());
  }

  private <T> Optional<T> unexpected(String expected) {
    return unexpected(what, expected);
  }

  private <T> Optional<T> unexpected(String place, String expected) {
    problem(Problems.oneLine(place) + ": expected " + expected + ", found " + found() + ".");
    return Optional.empty();
  }

  private String found() {
    if (!isUntagged()) {
      return "the tag " + Problems.quoted(node.getTag().getValue()) + "; a spec has no tags";
    }
    if (node instanceof ScalarNode scalar) {
      boolean isNumber = scalar.isPlain() && NUMBER.matcher(scalar.getValue()).matches();
      if (isNothing()) {
        return "nothing";
      }
      if (scalar.getValue().isBlank()) {
        return "an empty text";
      }
      return isNumber
          ? "the number " + Problems.shown(scalar.getValue())
          : "the text " + Problems.quoted(scalar.getValue());
    }
    boolean isList = node instanceof SequenceNode;
    boolean isEmpty =
        node instanceof SequenceNode list
            ? list.getValue().isEmpty()
            : node instanceof MappingNode map && map.getValue().isEmpty();
    return (isEmpty ? "an empty " : "a ") + (isList ? "list" : "mapping");
  }
}
