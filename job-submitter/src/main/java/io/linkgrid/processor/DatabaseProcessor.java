package io.linkgrid.processor;

import com.hazelcast.jet.core.Processor;
import io.linkgrid.grid.DatabaseAddress;
import io.linkgrid.grid.NodeServices;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.sink.CopyTable;
import io.linkgrid.sink.CopyWriter;
import io.linkgrid.sink.WriterLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vertex that holds one connection to the database from its first item to its end. Writers are
 * flushed in the order in which they were opened, so that a row comes after what it refers to.
 */
abstract class DatabaseProcessor extends BlockingProcessor {
  private final DatabaseAddress address;
  private final List<CopyWriter> writers = new ArrayList<>();
  private @Nullable Connection connection;

  DatabaseProcessor(DatabaseAddress address) {
    this.address = address;
  }

  @Override
  protected void begin(Processor.Context context) throws Exception {
    Connection opened = connect(context);
    connection = opened;
    try {
      opened.setAutoCommit(false);
      WriterLock.enter(opened, attemptOf(context));
      open(opened);
    } catch (SQLException e) {
      throw new LinkgridException(
          LinkgridException.Kind.DATABASE,
          "A node could not begin its work on "
              + address.url()
              + ": "
              + e.getMessage()
              + ". What was written is kept; run again to go on.",
          e);
    }
  }

  private Connection connect(Processor.Context context) {
    try {
      return NodeServices.of(context.hazelcastInstance()).database(address).getConnection();
    } catch (SQLException e) {
      throw new LinkgridException(
          LinkgridException.Kind.DATABASE,
          "A node cannot reach "
              + address.url()
              + " as "
              + address.user()
              + ": "
              + e.getMessage()
              + ". The address must be valid on the nodes too, and they find the password in"
              + " PGPASSWORD, LINKGRID_DB_PASSWORD_FILE or .pgpass. If it is, Postgres was away:"
              + " run again to go on.",
          e);
    }
  }

  /** The attempt for which the job writes; 0 for a job that nobody counts. */
  private static long attemptOf(Processor.Context context) {
    Long attempt = context.jobConfig().getArgument(WriterLock.ATTEMPT);
    return attempt == null ? 0 : attempt;
  }

  /** Opens the writers, and reads what is needed before the first item. */
  abstract void open(Connection opened) throws SQLException;

  final CopyWriter writer(Connection opened, CopyTable table) {
    CopyWriter writer = new CopyWriter(opened, table, CopyWriter.USUAL_BATCH);
    writers.add(writer);
    return writer;
  }

  @Override
  protected boolean finish() {
    writers.forEach(CopyWriter::flush);
    return true;
  }

  @Override
  public void close() throws Exception {
    super.close();
    writers.forEach(CopyWriter::close);
    if (connection != null) {
      WriterLock.leave(connection);
      connection.close();
    }
  }
}
