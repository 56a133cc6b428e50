/**
 * What node and submitter say to each other through Hazelcast: names of maps, keys, serializers and
 * the interface of the services on a node. Start at {@link io.linkgrid.grid.NodeServices}. This is
 * the only package of the shared model that may import Hazelcast.
 */
@NullMarked
package io.linkgrid.grid;

import org.jspecify.annotations.NullMarked;
