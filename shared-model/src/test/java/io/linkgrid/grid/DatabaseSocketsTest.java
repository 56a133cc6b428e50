package io.linkgrid.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

class DatabaseSocketsTest {
  private final DatabaseSockets sockets = new DatabaseSockets();

  @Test
  void aSocket_asksAfterHalfAMinuteOfSilence_andKnowsAfterAMinute() throws IOException {
    try (Socket socket = sockets.createSocket()) {
      assumeThat(socket.supportedOptions()).contains(ExtendedSocketOptions.TCP_KEEPIDLE);

      int idle = socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE);
      int between = socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL);
      int times = socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT);

      assertThat(idle).isEqualTo(30);
      assertThat(idle + between * times).isEqualTo(60);
    }
  }

  @Test
  void eachWayToAsk_connects() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 0, loopback)) {
      int port = server.getLocalPort();
      String host = loopback.getHostAddress();
      try (Socket byName = sockets.createSocket(host, port);
          Socket byAddress = sockets.createSocket(loopback, port);
          Socket fromByName = sockets.createSocket(host, port, loopback, 0);
          Socket fromByAddress = sockets.createSocket(loopback, port, loopback, 0)) {
        assertThat(new Socket[] {byName, byAddress, fromByName, fromByAddress})
            .allMatch(Socket::isConnected);
      }
    }
  }

  @Test
  void nobodyThere_isRefused() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    int free;
    try (ServerSocket server = new ServerSocket(0, 0, loopback)) {
      free = server.getLocalPort();
    }
    assertThatThrownBy(() -> sockets.createSocket(loopback, free))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("refused");
  }
}
