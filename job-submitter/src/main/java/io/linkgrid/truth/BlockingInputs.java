package io.linkgrid.truth;

import io.linkgrid.spec.LinkSpec;

/**
 * By what blocking is measured.
 *
 * @param spec the spec with the model of the run: its counts of words say which are keys
 * @param dropped how many of the true pairs without a common key to show
 */
public record BlockingInputs(LinkSpec spec, int dropped) {}
