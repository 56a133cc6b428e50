package io.linkgrid.grid;

import com.hazelcast.cluster.Member;
import java.util.Optional;

/**
 * How much of references a node can hold, as it says to whoever would load one.
 *
 * @param heapBytes the most heap that it may use
 * @param roomBytes how much of that references may take, with copies and what is prepared of them;
 *     {@link Long#MAX_VALUE}: whatever there is
 * @param copies on how many other nodes each block lies as well, if there are so many
 */
public record ReferenceRoom(long heapBytes, long roomBytes, int copies) {
  /** The member attribute under which a node publishes it. */
  public static final String MEMBER_ATTRIBUTE = "linkgrid.reference-room";

  private static final String BETWEEN = " ";

  /** Returns what the attribute holds. */
  public String text() {
    return heapBytes + BETWEEN + roomBytes + BETWEEN + copies;
  }

  /** Returns what a member has published; a member without it has no limit. */
  public static Optional<ReferenceRoom> of(Member member) {
    return Optional.ofNullable(member.getAttribute(MEMBER_ATTRIBUTE)).map(ReferenceRoom::parse);
  }

  static ReferenceRoom parse(String text) {
    String[] parts = text.split(BETWEEN, -1);
    return new ReferenceRoom(
        Long.parseLong(parts[0]), Long.parseLong(parts[1]), Integer.parseInt(parts[2]));
  }

  /** Returns whether it takes any reference. */
  public boolean isUnlimited() {
    return roomBytes == Long.MAX_VALUE;
  }
}
