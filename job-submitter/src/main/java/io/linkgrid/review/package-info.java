/**
 * Clerical review: a person answers where the evidence was neither enough to link nor to tell
 * apart. Start at {@link io.linkgrid.review.ReviewQueue}, which asks and writes down; {@link
 * io.linkgrid.review.ReviewText} shows a question, {@link io.linkgrid.review.ReviewSheet} is many
 * of them as a file. This package knows Postgres and files; it knows no grid, no job and no
 * command.
 */
@NullMarked
package io.linkgrid.review;

import org.jspecify.annotations.NullMarked;
