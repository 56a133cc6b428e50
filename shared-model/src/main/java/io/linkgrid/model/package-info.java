/**
 * The values that flow from stage to stage, and nothing else: records and enums without behaviour
 * beyond checking themselves. Start at {@link io.linkgrid.model.SourceRecord} and follow the types:
 * source record, clean record with its mention, scored pair, decision, entity. This package knows
 * no stage and no technology.
 */
@NullMarked
package io.linkgrid.model;

import org.jspecify.annotations.NullMarked;
