package io.linkgrid.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkgrid.database.DatabaseSettings;
import io.linkgrid.database.PostgresExtension;
import io.linkgrid.grid.DatabaseAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node's connections, when the server goes and comes. */
@ExtendWith(PostgresExtension.class)
class ConnectionPoolsIT {
  /** Stands before a server and cuts the first connection when the pool looks at it. */
  private static final class CutOnce implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final URI server;
    private final AtomicInteger cut = new AtomicInteger();

    CutOnce(URI server) throws IOException {
      this.server = server;
      daemon(this::accept);
    }

    private static void daemon(Runnable work) {
      Thread thread = new Thread(work);
      thread.setDaemon(true);
      thread.start();
    }

    private void accept() {
      try {
        while (true) {
          Socket from = door.accept();
          Socket to = new Socket(server.getHost(), server.getPort());
          daemon(() -> pass(from, to));
          daemon(() -> pass(to, from));
        }
      } catch (IOException closed) {
        // The test is over.
      }
    }

    private void pass(Socket from, Socket to) {
      byte[] bytes = new byte[8192];
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
          String text = new String(bytes, 0, read, ISO_8859_1);
          if (text.contains("SHOW TRANSACTION ISOLATION LEVEL") && cut.compareAndSet(0, 1)) {
            return;
          }
          out.write(bytes, 0, read);
          out.flush();
        }
      } catch (IOException closed) {
        // The other side is gone.
      }
    }

    @Override
    public void close() throws IOException {
      door.close();
    }
  }

  @Test
  @Timeout(60)
  void theFirstConnectionIsLostWhileThePoolLooksAtIt_theNextOnesWork(DatabaseSettings settings)
      throws Exception {
    URI server = URI.create(settings.url().substring("jdbc:".length()));
    try (CutOnce between = new CutOnce(server);
        ConnectionPools pools = new ConnectionPools(Map.of())) {
      String url =
          "jdbc:postgresql://127.0.0.1:" + between.door.getLocalPort() + server.getRawPath();

      try (Connection connection =
              pools.pool(new DatabaseAddress(url, settings.user(), "public")).getConnection();
          Statement statement = connection.createStatement();
          ResultSet one = statement.executeQuery("select 1")) {
        assertThat(one.next()).isTrue();
      }
      assertThat(between.cut).hasValue(1);
    }
  }
}
