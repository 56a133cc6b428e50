/**
 * Standardisation: a raw row becomes a clean record, or a rejected one with its reason. Start at
 * {@link io.linkgrid.clean.RecordCleaner}; each {@link io.linkgrid.clean.Standardiser} is one
 * idempotent function from text to text, found through {@link io.linkgrid.clean.Standardisers},
 * with a table of examples as a file beside its test. The words that they know (suffixes, legal
 * forms) are tables among the resources. This package knows no file, no grid and no database.
 */
@NullMarked
package io.linkgrid.clean;

import org.jspecify.annotations.NullMarked;
