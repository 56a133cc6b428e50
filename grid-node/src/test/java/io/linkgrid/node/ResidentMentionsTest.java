package io.linkgrid.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.blocking.Keys;
import io.linkgrid.comparison.MentionComparison;
import io.linkgrid.index.IndexedMention;
import io.linkgrid.model.Mention;
import io.linkgrid.spec.LinkSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResidentMentionsTest {
  private static final LinkSpec SPEC = Diners.SPEC.parse();
  private static final MentionComparison COMPARISON = new MentionComparison(SPEC);

  private static IndexedMention mention(long id) {
    Mention empty = new Mention(id, Collections.nCopies(SPEC.attributes().size(), ""));
    return new IndexedMention(id, COMPARISON.prepare(empty), Keys.NONE);
  }

  @Test
  void eachMention_isFoundByItsId_andNobodyElse() {
    ResidentMentions resident = new ResidentMentions();
    List<IndexedMention> put = new ArrayList<>();
    for (long id : new Random(7).longs(20_000).toArray()) {
      // Some differ in their upper bits alone, some in the lower ones.
      for (long near : new long[] {id, id + 1, id ^ Long.MIN_VALUE}) {
        IndexedMention mention = mention(near);
        assertThat(resident.putIfAbsent(mention)).isSameAs(mention);
        put.add(mention);
      }
    }

    assertThat(resident.size()).isEqualTo(60_000);
    assertThat(put).allSatisfy(m -> assertThat(resident.get(m.entity())).isSameAs(m));
    assertThat(resident.get(4)).isNull();
  }

  @Test
  void ofManyThatComeAtOnce_oneStays() {
    ResidentMentions resident = new ResidentMentions();

    List<List<IndexedMention>> kept =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(
                thread ->
                    IntStream.range(0, 5_000)
                        .mapToObj(id -> resident.putIfAbsent(mention(id)))
                        .toList())
            .toList();

    assertThat(resident.size()).isEqualTo(5_000);
    for (List<IndexedMention> ofThread : kept) {
      for (int i = 0; i < ofThread.size(); i++) {
        assertThat(ofThread.get(i)).isSameAs(kept.get(0).get(i));
      }
    }
  }
}
