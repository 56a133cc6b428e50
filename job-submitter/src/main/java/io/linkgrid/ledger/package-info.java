/**
 * The ledger of links and entity ids: what people assert, and how everything came about. Start at
 * {@link io.linkgrid.ledger.LinkLedger}. What a person said stands above the model: {@link
 * io.linkgrid.ledger.AssertedLinks} gives it back before anything is compared.
 */
@NullMarked
package io.linkgrid.ledger;

import org.jspecify.annotations.NullMarked;
