/**
 * Clustering: from pairs that match to groups that are one entity. Start at {@link
 * io.linkgrid.clustering.Clusters}, then {@link io.linkgrid.clustering.AverageLinkage}.
 */
@NullMarked
package io.linkgrid.clustering;

import org.jspecify.annotations.NullMarked;
