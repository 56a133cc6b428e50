package io.linkgrid.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * What a linkage was worth.
 *
 * @param rows what concerns all rows, when the truth says of each what it is
 * @param linkPairs the counts over pairs of a record and a reference row, when the truth tells
 *     reference rows and records apart
 * @param unknownPairs true pairs that name an id which the links do not have; they do not count
 * @param texts what needs the raw texts of the rows, when they were given
 * @param decisions what the decisions and their probabilities were worth, when the links have them
 * @param blocking what blocking lets through, when the raw files and the spec were given
 */
public record EvaluationReport(
    Optional<Rows> rows,
    Optional<PairCounts> linkPairs,
    long unknownPairs,
    Optional<OnTexts> texts,
    Optional<DecisionQuality> decisions,
    Optional<BlockingQuality> blocking) {

  /**
   * What concerns all rows.
   *
   * @param rows rows that the truth knows, of all files together
   * @param withoutEntity those of them that were given no entity: in review, or rejected
   * @param trueEntities things that the rows truly are
   * @param foundEntities entities that were found
   * @param pairs the counts over all pairs of rows; a row without an entity is alone
   */
  public record Rows(
      long rows, long withoutEntity, long trueEntities, long foundEntities, PairCounts pairs) {}

  /**
   * What was measured with a look at the raw texts.
   *
   * @param mentionPairs the counts over pairs of differing mentions, see {@link
   *     Evaluation#mentionPairs}
   * @param indistinguishablePairs false row pairs with the same raw texts
   * @param falseMerges the worst groups of rows that were wrongly joined, if they were asked for
   * @param misses the worst groups of rows that were wrongly kept apart, if they were asked for
   */
  public record OnTexts(
      PairCounts mentionPairs,
      long indistinguishablePairs,
      List<Example> falseMerges,
      List<Example> misses) {
    public OnTexts {
      falseMerges = List.copyOf(falseMerges);
      misses = List.copyOf(misses);
    }
  }

  /**
   * Two rows that stand for a mistake.
   *
   * @param pairs how many pairs of rows are wrong because of it
   * @param left a row of the larger group
   * @param right a row of the other group
   */
  public record Example(long pairs, Row left, Row right) {}

  /**
   * A row for people to look at.
   *
   * @param file the role of its file
   * @param row the data row, counted from 1
   * @param truth what it truly is, or the text of its id column
   * @param entity the entity that it was given, or the empty text
   * @param texts its texts
   */
  public record Row(String file, long row, String truth, String entity, List<String> texts) {
    public Row {
      texts = List.copyOf(texts);
    }
  }
}
