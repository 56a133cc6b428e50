package io.linkgrid.lookup;

import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.blocking.Keys;
import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.index.IndexedMention;
import io.linkgrid.index.RecentMentions;
import io.linkgrid.model.Mention;
import io.linkgrid.scoring.Evidence;
import io.linkgrid.scoring.PairScorer;

/**
 * Mentions that are about to join the reference and that no node knows yet: those of one batch,
 * which meet each other as they will meet what comes after them. For one thread.
 */
public final class JoiningMentions {
  private final MentionComparison comparison;
  private final PairScorer scorer;
  private final KeyMaker keyMaker;
  private final RecentMentions mentions = new RecentMentions();

  JoiningMentions(MentionComparison comparison, PairScorer scorer, KeyMaker keyMaker) {
    this.comparison = comparison;
    this.scorer = scorer;
    this.keyMaker = keyMaker;
  }

  /** Adds a mention of an entity, given as 64 bits. */
  public void add(Mention mention, long entity) {
    mentions.add(indexed(mention, entity, keyMaker.numbers(mention)));
  }

  /** Returns the evidence with what is found here. */
  public Evidence with(Mention mention, Evidence before) {
    if (mentions.isEmpty()) {
      return before;
    }
    Keys keys = keyMaker.numbers(mention);
    IndexedMention probe = indexed(mention, 0, keys);
    Evidence evidence = before;
    for (int position = 0; position < keys.size(); position++) {
      if (mentions.hasAnybodyUnder(keys.hash(position))) {
        evidence = mentions.probe(probe, position, evidence, scorer).evidence();
      }
    }
    return evidence;
  }

  private IndexedMention indexed(Mention mention, long entity, Keys keys) {
    return new IndexedMention(entity, comparison.prepare(mention), keys);
  }
}
