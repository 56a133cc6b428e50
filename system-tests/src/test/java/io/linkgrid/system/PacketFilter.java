package io.linkgrid.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps packets from getting from one place of this machine to another, by rules of iptables that
 * name two addresses, or ports, and nothing else. Needs root, or a network of one's own.
 */
final class PacketFilter implements AutoCloseable {
  private static final String PROGRAM = "iptables";
  private static final int FEW = 8;

  private final List<List<String>> rules = new ArrayList<>();

  /** Returns whether this process may have rules. */
  static boolean isAllowed() throws InterruptedException {
    try {
      return run(List.of("-L", "INPUT", "-n")) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Returns whether the system soon gives up what is sent and never acknowledged: after about 100 s
   * where it is told so, and else after a quarter of an hour.
   */
  static boolean isSilenceShort() throws IOException {
    Path setting = Path.of("/proc/sys/net/ipv4/tcp_retries2");
    return Files.exists(setting) && Integer.parseInt(Files.readString(setting).strip()) <= FEW;
  }

  /** Drops every packet between two hosts, both ways. */
  void cut(String one, String other) throws IOException, InterruptedException {
    drop(one, other, List.of());
    drop(other, one, List.of());
  }

  /** Drops every packet between whoever it is and a port, both ways. */
  void cut(int port) throws IOException, InterruptedException {
    lose(port, 1);
  }

  /** Drops every packet of one connection, both ways. */
  void cut(int clientPort, int port) throws IOException, InterruptedException {
    add(List.of("INPUT", "-p", "tcp", "--sport", text(clientPort), "--dport", text(port)));
    add(List.of("INPUT", "-p", "tcp", "--sport", text(port), "--dport", text(clientPort)));
  }

  /** Drops a share of the packets between whoever it is and a port, both ways. */
  void lose(int port, double share) throws IOException, InterruptedException {
    add(with(List.of("INPUT", "-p", "tcp", "--dport", text(port)), some(share)));
    add(with(List.of("INPUT", "-p", "tcp", "--sport", text(port)), some(share)));
  }

  /** Drops a share of the packets between two hosts, both ways. */
  void lose(String one, String other, double share) throws IOException, InterruptedException {
    drop(one, other, some(share));
    drop(other, one, some(share));
  }

  private void drop(String from, String to, List<String> some)
      throws IOException, InterruptedException {
    add(with(List.of("INPUT", "-s", from, "-d", to), some));
  }

  private static List<String> some(double share) {
    return List.of("-m", "statistic", "--mode", "random", "--probability", Double.toString(share));
  }

  private static List<String> with(List<String> rule, List<String> more) {
    List<String> both = new ArrayList<>(rule);
    both.addAll(more);
    return both;
  }

  private static String text(int port) {
    return Integer.toString(port);
  }

  private void add(List<String> packets) throws IOException, InterruptedException {
    List<String> rule = with(packets, List.of("-j", "DROP"));
    must("-I", rule);
    rules.add(rule);
  }

  /** Takes away all rules that were made here. */
  void heal() throws IOException, InterruptedException {
    while (!rules.isEmpty()) {
      must("-D", rules.get(rules.size() - 1));
      rules.remove(rules.size() - 1);
    }
  }

  private static void must(String what, List<String> rule)
      throws IOException, InterruptedException {
    List<String> arguments = with(List.of(what), rule);
    assertThat(run(arguments)).as("iptables %s", arguments).isZero();
  }

  private static int run(List<String> arguments) throws IOException, InterruptedException {
    return new ProcessBuilder(with(List.of(PROGRAM, "-w"), arguments))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start()
        .waitFor();
  }

  @Override
  public void close() throws IOException {
    try {
      heal();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
