package io.linkgrid.splink;

import io.linkgrid.spec.Measure;

/**
 * What must hold between the two records of a pair.
 *
 * @param measure what is measured
 * @param value what is read of both records; with {@code other}, of the one
 * @param other what is read of the other record, the same as {@code value} unless crossed; then
 *     both directions must hold
 * @param bound the smallest or largest value, as the measure has it
 */
record ReadCondition(Measure measure, ReadValue value, ReadValue other, double bound) {}
