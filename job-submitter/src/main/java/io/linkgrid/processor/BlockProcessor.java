package io.linkgrid.processor;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.datamodel.Tuple2;
import com.hazelcast.map.IMap;
import io.linkgrid.blocking.KeyMaker;
import io.linkgrid.grid.BlockKey;
import io.linkgrid.grid.ClusterMember;
import io.linkgrid.grid.GridNames;
import io.linkgrid.grid.MemberBatch;
import io.linkgrid.grid.MentionBlock;
import io.linkgrid.spec.SpecText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the blocks of the reference at their owners and puts them into the map. Gives each
 * partition key with the number of its mentions.
 */
public final class BlockProcessor extends BlockingProcessor {
  private final String schema;
  private final SpecText spec;
  private IMap<BlockKey, MentionBlock> map;
  private BlockGatherer gatherer;

  /** Makes blocks of the reference of a schema. */
  public BlockProcessor(String schema, SpecText spec) {
    this.schema = schema;
    this.spec = spec;
  }

  @Override
  protected void begin(Processor.Context context) {
    HazelcastInstance member = context.hazelcastInstance();
    map = member.getMap(GridNames.reference(schema));
    gatherer = new BlockGatherer(new KeyMaker(spec(context, spec)), new Routes(member));
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    gatherer.add((MemberBatch) item);
    return true;
  }

  @Override
  protected boolean finish() {
    for (BlockGatherer.Block block : gatherer.blocks().values()) {
      List<ClusterMember> members = block.members();
      members.sort(Comparator.comparingLong(m -> m.mention().id()));
      Map<BlockKey, MentionBlock> chunks = new HashMap<>();
      for (int from = 0; from < members.size(); from += MentionBlock.MOST) {
        chunks.put(
            new BlockKey(block.partitionKey(), from / MentionBlock.MOST),
            block(members.subList(from, Math.min(from + MentionBlock.MOST, members.size()))));
      }
      map.setAll(chunks);
      emit(0, Tuple2.tuple2(block.partitionKey(), members.size()));
    }
    return true;
  }

  private static MentionBlock block(List<ClusterMember> members) {
    long[] entities = new long[members.size()];
    long[] mentions = new long[members.size()];
    List<String> values = new ArrayList<>();
    for (int i = 0; i < mentions.length; i++) {
      entities[i] = members.get(i).cluster();
      mentions[i] = members.get(i).mention().id();
      values.addAll(members.get(i).mention().values());
    }
    return new MentionBlock(entities, mentions, values.toArray(String[]::new));
  }
}
