/**
 * Invents dirty data together with its truth: a city, its businesses, inspections of them, and bike
 * trips that end nearby. Start at {@link io.linkgrid.generate.Generator}; {@code Businesses} is the
 * clean world, {@code Damage} is what happens to it on paper, and each layout writes files. Every
 * value is computed from the seed and its own number alone, so nothing is kept in memory and rows
 * can be written in any order. This package knows no grid, no database and no spec.
 */
@NullMarked
package io.linkgrid.generate;

import org.jspecify.annotations.NullMarked;
