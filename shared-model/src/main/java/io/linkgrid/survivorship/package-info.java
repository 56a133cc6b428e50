/**
 * Survivorship: which value of each attribute makes it into the golden record. Start at {@link
 * io.linkgrid.survivorship.GoldenRecords}.
 */
@NullMarked
package io.linkgrid.survivorship;

import org.jspecify.annotations.NullMarked;
