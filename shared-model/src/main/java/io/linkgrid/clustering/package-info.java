/**
 * Clustering: from pairs that match to groups that are one entity. Start at {@link
 * io.linkgrid.clustering.Clusters}.
 */
@NullMarked
package io.linkgrid.clustering;

import org.jspecify.annotations.NullMarked;
