package io.linkgrid.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Weights are equal when all their numbers are, so that equal models make equal specs. */
class ComparisonWeightsTest {
  private static ComparisonWeights learnt() {
    return weights(List.of(2), new double[][] {{3, -4}, {1, -2}}, 0.9, 0.1, 7);
  }

  private static ComparisonWeights weights(
      List<Integer> given, double[][] weights, double m, double u, double commonness) {
    return new ComparisonWeights(
        given, weights, new double[] {m, 1 - m}, new double[] {u, 1 - u}, commonness);
  }

  @Test
  void theSameNumbers_areTheSameWeights() {
    assertThat(learnt()).isEqualTo(learnt()).hasSameHashCodeAs(learnt());
    assertThat(ComparisonWeights.fixed(3, -4))
        .isEqualTo(ComparisonWeights.fixed(3, -4))
        .hasSameHashCodeAs(ComparisonWeights.fixed(3, -4));
  }

  static Stream<ComparisonWeights> others() {
    double[][] weights = {{3, -4}, {1, -2}};
    return Stream.of(
        weights(List.of(1), weights, 0.9, 0.1, 7),
        weights(List.of(2), new double[][] {{3, -4}, {1, -2.5}}, 0.9, 0.1, 7),
        weights(List.of(2), new double[][] {{3, -4}}, 0.9, 0.1, 7),
        weights(List.of(2), weights, 0.8, 0.1, 7),
        weights(List.of(2), weights, 0.9, 0.2, 7),
        weights(List.of(2), weights, 0.9, 0.1, 0),
        ComparisonWeights.fixed(3, -4));
  }

  @ParameterizedTest
  @MethodSource("others")
  void oneOtherNumber_makesOtherWeights(ComparisonWeights other) {
    assertThat(learnt()).isNotEqualTo(other);
    assertThat(other).isNotEqualTo(learnt());
  }

  @Test
  void weightsSetByHand_dependOnNothing() {
    ComparisonWeights fixed = ComparisonWeights.fixed(3, 0, -4);

    assertThat(fixed.given()).isEmpty();
    assertThat(fixed.weights()).isDeepEqualTo(new double[][] {{3, 0, -4}});
    assertThat(fixed.m()).isEmpty();
    assertThat(fixed.u()).isEmpty();
    assertThat(fixed.commonness()).isZero();
    assertThat(fixed).hasToString("given []: [[3.0, 0.0, -4.0]]");
  }
}
