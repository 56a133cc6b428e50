package io.linkgrid.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps packets from getting from one address of this machine to another, by rules of iptables that
 * name both addresses and nothing else. Needs root, or a network of one's own.
 */
final class PacketFilter implements AutoCloseable {
  private static final String PROGRAM = "iptables";

  private final List<List<String>> rules = new ArrayList<>();

  /** Returns whether this process may have rules. */
  static boolean isAllowed() throws InterruptedException {
    try {
      return run(List.of("-L", "INPUT", "-n")) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Drops every packet between two hosts, both ways. */
  void cut(String one, String other) throws IOException, InterruptedException {
    drop(one, other, List.of());
    drop(other, one, List.of());
  }

  /** Drops a share of the packets between two hosts, both ways. */
  void lose(String one, String other, double share) throws IOException, InterruptedException {
    List<String> some =
        List.of("-m", "statistic", "--mode", "random", "--probability", Double.toString(share));
    drop(one, other, some);
    drop(other, one, some);
  }

  private void drop(String from, String to, List<String> some)
      throws IOException, InterruptedException {
    List<String> rule = new ArrayList<>(List.of("INPUT", "-s", from, "-d", to));
    rule.addAll(some);
    rule.addAll(List.of("-j", "DROP"));
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
    List<String> arguments = new ArrayList<>(List.of(what));
    arguments.addAll(rule);
    assertThat(run(arguments)).as("iptables %s", arguments).isZero();
  }

  private static int run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PROGRAM, "-w"));
    command.addAll(arguments);
    return new ProcessBuilder(command)
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
