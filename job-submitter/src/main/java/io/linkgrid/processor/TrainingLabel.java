package io.linkgrid.processor;

import java.io.Serializable;

/**
 * What is known of a pair of mentions.
 *
 * @param probe the mention that was looked up
 * @param other a mention that it met
 * @param same whether they are of one entity
 */
public record TrainingLabel(long probe, long other, boolean same) implements Serializable {}
