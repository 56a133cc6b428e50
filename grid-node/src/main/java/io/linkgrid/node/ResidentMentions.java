package io.linkgrid.node;

import io.linkgrid.index.IndexedMention;
import org.jspecify.annotations.Nullable;

/**
 * Mentions by their ids, in open addressing: a reference may have millions, and a map of objects
 * would add half as much again to what each needs. Safe for any number of threads.
 */
final class ResidentMentions {
  /** Threads meet seldom; ids are hashes, of which the upper bits choose. */
  private static final int STRIPE_BITS = 6;

  private static final int SMALLEST = 16;

  private final Stripe[] stripes = new Stripe[1 << STRIPE_BITS];

  ResidentMentions() {
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = new Stripe();
    }
  }

  /** Returns the mention of an id, or null. */
  @Nullable IndexedMention get(long id) {
    return stripe(id).get(id);
  }

  /** Returns the mention that is there under the same id, or puts this one there. */
  IndexedMention putIfAbsent(IndexedMention mention) {
    return stripe(mention.prepared().id()).putIfAbsent(mention);
  }

  int size() {
    int size = 0;
    for (Stripe stripe : stripes) {
      size += stripe.size();
    }
    return size;
  }

  private Stripe stripe(long id) {
    return stripes[(int) (id >>> (Long.SIZE - STRIPE_BITS))];
  }

  private static final class Stripe {
    private @Nullable IndexedMention[] slots = new @Nullable IndexedMention[SMALLEST];
    private int size;

    synchronized int size() {
      return size;
    }

    synchronized @Nullable IndexedMention get(long id) {
      return slots[slot(id)];
    }

    synchronized IndexedMention putIfAbsent(IndexedMention mention) {
      int slot = slot(mention.prepared().id());
      IndexedMention known = slots[slot];
      if (known != null) {
        return known;
      }
      slots[slot] = mention;
      // At most three of four are taken.
      if (++size > slots.length - slots.length / 4) {
        grow();
      }
      return mention;
    }

    private void grow() {
      @Nullable IndexedMention[] full = slots;
      slots = new @Nullable IndexedMention[2 * full.length];
      for (IndexedMention mention : full) {
        if (mention != null) {
          slots[slot(mention.prepared().id())] = mention;
        }
      }
    }

    /** Where a mention is, or where there is room for it. */
    private int slot(long id) {
      int slot = (int) id & (slots.length - 1);
      for (IndexedMention there = slots[slot];
          there != null && there.prepared().id() != id;
          there = slots[slot]) {
        slot = (slot + 1) & (slots.length - 1);
      }
      return slot;
    }
  }
}
