package io.linkgrid.grid;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Map;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Sockets to a database that notice within a minute that the other end is gone without a word: its
 * machine lost its power, or something between forgot the connection. They ask after half a minute
 * of silence, where Linux asks after two hours. That holds while a connection waits for an answer
 * or for work. What was sent and never acknowledged is up to the system, about a quarter of an hour
 * with Linux' {@code net.ipv4.tcp_retries2} of 15.
 *
 * <p>The driver makes one by its name, as its parameter {@code socketFactory} has it. A system
 * without these options does without. Safe for any number of threads.
 */
public final class DatabaseSockets extends SocketFactory {
  private static final int IDLE_SECONDS = 30;
  private static final int INTERVAL_SECONDS = 10;
  private static final int COUNT = 3;

  private static final Map<SocketOption<Integer>, Integer> OPTIONS =
      Map.of(
          ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS,
          ExtendedSocketOptions.TCP_KEEPINTERVAL, INTERVAL_SECONDS,
          ExtendedSocketOptions.TCP_KEEPCOUNT, COUNT);

  private static final InetSocketAddress ANY = new InetSocketAddress(0);

  /** A factory, as the driver makes it. */
  public DatabaseSockets() {}

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new Socket();
    for (Map.Entry<SocketOption<Integer>, Integer> each : OPTIONS.entrySet()) {
      if (socket.supportedOptions().contains(each.getKey())) {
        socket.setOption(each.getKey(), each.getValue());
      }
    }
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), ANY);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), ANY);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
  }

  private Socket connected(InetSocketAddress remote, InetSocketAddress local) throws IOException {
    Socket socket = createSocket();
    boolean connected = false;
    try {
      socket.bind(local);
      socket.connect(remote);
      connected = true;
      return socket;
    } finally {
      if (!connected) {
        socket.close();
      }
    }
  }
}
