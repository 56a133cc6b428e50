/**
 * A member of the grid and nothing else: its configuration, the resident index with the matching
 * service that runs beside the data, connection pools, health. Start at {@link
 * io.linkgrid.node.GridNode}. A node knows no job: jobs arrive by Jet and find the node's services
 * through {@link io.linkgrid.grid.NodeServices}.
 */
@NullMarked
package io.linkgrid.node;

import org.jspecify.annotations.NullMarked;
