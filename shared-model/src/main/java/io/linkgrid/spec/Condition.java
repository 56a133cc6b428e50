package io.linkgrid.spec;

import java.util.Optional;

/**
 * What must hold for a pair to reach a level. It does not hold where one of the values is absent.
 *
 * @param measure what is measured
 * @param attribute the position of the attribute whose values are measured
 * @param with the position of another attribute: the value of each record is then measured against
 *     that one of the other record, and both must hold
 * @param bound the smallest or largest value, as the measure has it; 0 where it has none
 */
public record Condition(Measure measure, int attribute, Optional<Integer> with, double bound) {}
