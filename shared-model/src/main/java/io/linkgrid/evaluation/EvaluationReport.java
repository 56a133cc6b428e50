package io.linkgrid.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * What a linkage was worth.
 *
 * @param rows rows that the truth knows, of all files together
 * @param rowsWithoutEntity those of them that were given no entity: in review, or rejected
 * @param trueEntities things that the rows truly are
 * @param foundEntities entities that were found
 * @param rowPairs the counts over all pairs of rows; a row without an entity is alone
 * @param linkPairs the counts over pairs of a record and a reference row, when the truth tells
 *     reference rows and records apart
 * @param texts what needs the raw texts of the rows, when they were given
 */
public record EvaluationReport(
    long rows,
    long rowsWithoutEntity,
    long trueEntities,
    long foundEntities,
    PairCounts rowPairs,
    Optional<PairCounts> linkPairs,
    Optional<OnTexts> texts) {

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
   * @param truth what it truly is
   * @param entity the entity that it was given, or the empty text
   * @param texts its raw texts
   */
  public record Row(String file, long row, String truth, String entity, List<String> texts) {
    public Row {
      texts = List.copyOf(texts);
    }
  }
}
