package io.linkgrid.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.model.Mention;
import io.linkgrid.model.RandomMentions;
import io.linkgrid.scoring.Evidence;
import io.linkgrid.scoring.PairScorer;
import io.linkgrid.spec.HandWeights;
import io.linkgrid.spec.LinkSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mentions that came later are found as if they had been in the block. */
class RecentMentionsTest {
  private static final LinkSpec SPEC = HandWeights.restaurants().parse();
  private final MentionComparison comparison = new MentionComparison(SPEC);
  private final PairScorer scorer = new PairScorer(SPEC, comparison);
  private final KeyMaker keyMaker = new KeyMaker(SPEC);

  private IndexedMention indexed(Mention mention) {
    return new IndexedMention(mention.id(), comparison.prepare(mention), keyMaker.numbers(mention));
  }

  private Evidence met(IndexedMention probe, List<PreparedBlock> blocks, RecentMentions recent) {
    Evidence evidence = Evidence.NONE;
    for (int position = 0; position < probe.keys().size(); position++) {
      for (PreparedBlock block : blocks) {
        evidence = block.probe(probe, position, evidence, scorer).evidence();
      }
      evidence = recent.probe(probe, position, evidence, scorer).evidence();
    }
    return evidence;
  }

  @Test
  void aBlockAndWhatCameLater_answerAsOneBlockOfBoth() {
    List<IndexedMention> all = RandomMentions.of(600, 3).stream().map(this::indexed).toList();
    PreparedBlock whole = new PreparedBlock(all, hash -> true);
    PreparedBlock early = new PreparedBlock(all.subList(0, 400), hash -> true);
    RecentMentions late = new RecentMentions();
    all.subList(400, 600).forEach(late::add);

    int found = 0;
    for (IndexedMention probe : all) {
      Evidence expected = met(probe, List.of(whole), new RecentMentions());
      assertThat(met(probe, List.of(early), late).best()).isEqualTo(expected.best());
      found += expected.best().size();
    }
    assertThat(found).isGreaterThan(500);
  }

  @Test
  void aMentionThatComesAgain_belongsToItsNewEntity() {
    IndexedMention one = indexed(RandomMentions.of(1, 4).get(0));
    RecentMentions recent = new RecentMentions();
    assertThat(recent.isEmpty()).isTrue();
    recent.add(one);
    assertThat(one.keys().size()).isPositive();
    recent.add(new IndexedMention(77, one.prepared(), one.keys()));

    List<Long> entities = new ArrayList<>();
    met(one, List.of(), recent).best().forEach(candidate -> entities.add(candidate.entity()));
    assertThat(recent.isEmpty()).isFalse();
    assertThat(entities).containsExactly(77L);
  }
}
