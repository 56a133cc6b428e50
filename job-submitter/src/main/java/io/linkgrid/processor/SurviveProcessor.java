package io.linkgrid.processor;

import com.hazelcast.jet.core.Processor;
import io.linkgrid.grid.ClusterMember;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.grid.MemberBatch;
import io.linkgrid.model.EntityId;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import io.linkgrid.sink.GoldenUpdates;
import io.linkgrid.spec.SpecText;
import io.linkgrid.survivorship.GoldenRecords;
import io.linkgrid.survivorship.GoldenRecords.Member;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the golden records of entities anew, from all their mentions. */
public final class SurviveProcessor extends DatabaseProcessor {
  private final SpecText spec;
  private final Map<Long, List<Member>> entities = new HashMap<>();
  private GoldenRecords goldenRecords;
  private Connection connection;

  /** Makes golden records by the rules of a spec. */
  public SurviveProcessor(DatabaseAddress address, SpecText spec) {
    super(address);
    this.spec = spec;
  }

  @Override
  protected void begin(Processor.Context context) throws Exception {
    goldenRecords = new GoldenRecords(spec(context, spec));
    super.begin(context);
  }

  @Override
  void open(Connection opened) {
    connection = opened;
  }

  @Override
  protected boolean tryProcess(int ordinal, Object item) {
    for (ClusterMember member : ((MemberBatch) item).members()) {
      entities
          .computeIfAbsent(member.cluster(), c -> new ArrayList<>())
          .add(new Member(member.mention(), member.said()));
    }
    return true;
  }

  @Override
  protected boolean finish() {
    try (Statement plan = connection.createStatement();
        GoldenUpdates updates = new GoldenUpdates(connection)) {
      // Few updates at a time: entities are found by their key, not by a scan of all for each few.
      plan.execute("set local enable_hashjoin = off");
      plan.execute("set local enable_mergejoin = off");
      entities.entrySet().stream()
          .sorted(Map.Entry.comparingByKey(Long::compareUnsigned))
          .forEach(
              entity ->
                  updates.add(
                      goldenRecords.survive(EntityId.text(entity.getKey()), entity.getValue())));
      updates.flush();
      connection.commit();
    } catch (SQLException e) {
      throw new LinkgridException(
          Kind.DATABASE,
          "Cannot write golden records: " + e.getMessage() + ". Run again; nothing is lost.",
          e);
    }
    return super.finish();
  }
}
