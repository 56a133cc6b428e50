package io.linkgrid.node;

import io.linkgrid.grid.LogLevels;
import io.linkgrid.model.LinkgridException;
import io.linkgrid.model.LinkgridException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/**
 * What a node was started with. An option wins over its variable.
 *
 * @param request what to do
 * @param configuration the file to read instead of the node's own
 * @param healthPort where to answer for the node's health; empty: 1000 above the member's port, 0:
 *     nowhere
 * @param healthHost the address to answer on
 * @param processors cooperative threads of Jet; empty: one a core
 * @param parent the process without which this one is of no use
 * @param limit how much of the heap references may take
 * @param open whether others than this machine may reach the node
 * @param verbose whether a failure shows its stack trace
 */
record NodeArguments(
    Request request,
    Optional<Path> configuration,
    OptionalInt healthPort,
    String healthHost,
    OptionalInt processors,
    OptionalLong parent,
    ReferenceLimit limit,
    boolean open,
    boolean verbose) {

  /** What the caller wants. */
  enum Request {
    RUN,
    HELP,
    VERSION
  }

  static final String HELP =
      """
      Usage: grid-node [OPTION]...
      Runs one node of the grid until it is told to stop.

        --config FILE        Hazelcast configuration to use (YAML or XML); default: conf/linkgrid-node.yaml
        --health-port PORT   port of /health/live, /health/ready and /metrics; 0: none;
                             default: 1000 above the member's port    [LINKGRID_HEALTH_PORT]
        --health-host HOST   address to answer on; default: 127.0.0.1 [LINKGRID_HEALTH_HOST]
        --open               let others than this machine reach the node [LINKGRID_OPEN=true]
        --max-reference P%   how much of the heap references may take, or off; a run of more is
                             refused; default: 90%                [LINKGRID_MAX_REFERENCE]
        --processors N       threads that run jobs; default: a core each [LINKGRID_PROCESSORS]
        --parent-pid PID     stop when that process ends               [LINKGRID_PARENT_PID]
        --verbose            show the stack trace of a failed start
        --help, --version

      Each setting of the configuration can also come from the environment (HZ_CLUSTERNAME=blue,
      HZ_NETWORK_PORT_PORT=5801) or from -Dhz.cluster-name=blue in LINKGRID_JAVA_OPTS. LINKGRID_LOG=json
      writes the log as objects of JSON, one a line; LINKGRID_LOG_LEVELS=io.linkgrid=DEBUG,com.hazelcast=INFO
      says how much of what is logged.

      Prints on standard output, once ready:
        node ready pid 4711 127.0.0.1:5701 health 127.0.0.1:6701 cluster-size 2
      Everything else goes to standard error. SIGTERM and SIGINT hand the data over to the other
      nodes, for at most hazelcast.graceful.shutdown.max.wait seconds, and end with exit code 0.

      Exit codes: 0 stopped when asked, 1 fault of linkgrid, 2 wrong option or configuration,
      3 or 137 it had no memory left (its last lines say so), 4 the node did not start or stopped by
      itself.
      """;

  private enum Option {
    CONFIG("--config", ""),
    HEALTH_PORT("--health-port", "LINKGRID_HEALTH_PORT"),
    HEALTH_HOST("--health-host", "LINKGRID_HEALTH_HOST"),
    PROCESSORS("--processors", "LINKGRID_PROCESSORS"),
    LIMIT("--max-reference", "LINKGRID_MAX_REFERENCE"),
    PARENT("--parent-pid", "LINKGRID_PARENT_PID");

    private final String flag;
    private final String variable;

    Option(String flag, String variable) {
      this.flag = flag;
      this.variable = variable;
    }
  }

  private static final List<String> SWITCHES =
      List.of("--help", "--version", "--verbose", "--open");
  private static final String OPEN_VARIABLE = "LINKGRID_OPEN";
  private static final int NEAR = 4;

  /**
   * Reads the arguments of the process.
   *
   * @throws LinkgridException of kind USAGE that names every problem
   */
  static NodeArguments parse(List<String> arguments, Map<String, String> environment) {
    return new Parser(environment).parse(arguments);
  }

  /** Returns whether anybody is to ask for the node's health. */
  boolean answersForHealth() {
    return healthPort.orElse(1) != 0;
  }

  /** Collects values and problems, so that all problems are told at once. */
  private static final class Parser {
    private final Map<Option, String> values = new EnumMap<>(Option.class);
    private final Map<Option, String> origins = new EnumMap<>(Option.class);
    private final List<String> problems = new ArrayList<>();
    private Request request = Request.RUN;
    private boolean verbose;
    private boolean open;

    Parser(Map<String, String> environment) {
      for (Option option : Option.values()) {
        String value = environment.getOrDefault(option.variable, "");
        if (!value.isBlank()) {
          set(option, value.strip(), option.variable);
        }
      }
      String isOpen = environment.getOrDefault(OPEN_VARIABLE, "").strip();
      switch (isOpen) {
        case "true" -> open = true;
        case "", "false" -> {}
        default -> problems.add("'" + isOpen + "' of " + OPEN_VARIABLE + " is not true or false.");
      }
      String log = environment.getOrDefault(NodeLog.VARIABLE, "");
      if (NodeLog.parse(log).isEmpty()) {
        problems.add("'" + log + "' of " + NodeLog.VARIABLE + " is not text or json.");
      }
      try {
        LogLevels.of(environment);
      } catch (LinkgridException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }

    NodeArguments parse(List<String> arguments) {
      for (int i = 0; i < arguments.size(); i++) {
        String argument = arguments.get(i);
        int equals = argument.indexOf('=');
        String flag = equals < 0 ? argument : argument.substring(0, equals);
        Option option = optionOf(flag);
        if (option == null) {
          readSwitch(argument);
        } else if (equals >= 0) {
          set(option, argument.substring(equals + 1), flag);
        } else if (i + 1 < arguments.size()) {
          i++;
          set(option, arguments.get(i), flag);
        } else {
          problems.add("Option '" + flag + "' needs a value.");
        }
      }
      NodeArguments parsed =
          new NodeArguments(
              request,
              Optional.ofNullable(values.get(Option.CONFIG)).map(Path::of),
              number(Option.HEALTH_PORT, 0, 65_535),
              values.getOrDefault(Option.HEALTH_HOST, "127.0.0.1"),
              number(Option.PROCESSORS, 1, 1024),
              asLong(number(Option.PARENT, 1, Integer.MAX_VALUE)),
              limit(),
              open,
              verbose);
      if (!problems.isEmpty()) {
        throw new LinkgridException(
            Kind.USAGE, String.join("\n", problems) + "\nTry 'grid-node --help'.");
      }
      return parsed;
    }

    private void set(Option option, String value, String origin) {
      values.put(option, value);
      origins.put(option, origin);
    }

    private void readSwitch(String argument) {
      switch (argument) {
        case "--help", "-h" -> request = Request.HELP;
        case "--version", "-V" -> request = Request.VERSION;
        case "--verbose" -> verbose = true;
        case "--open" -> open = true;
        default -> problems.add("Unknown option '" + argument + "'." + suggestion(argument));
      }
    }

    private OptionalInt number(Option option, int least, int most) {
      String value = values.get(option);
      if (value == null) {
        return OptionalInt.empty();
      }
      try {
        int number = Integer.parseInt(value);
        if (number >= least && number <= most) {
          return OptionalInt.of(number);
        }
      } catch (NumberFormatException e) {
        // Told below, together with numbers out of range.
      }
      problems.add(
          "'%s' of %s is no number from %d to %d."
              .formatted(value, origins.get(option), least, most));
      return OptionalInt.empty();
    }

    private ReferenceLimit limit() {
      String value = values.get(Option.LIMIT);
      Optional<ReferenceLimit> limit =
          value == null ? Optional.of(ReferenceLimit.USUAL) : ReferenceLimit.parse(value);
      if (limit.isEmpty()) {
        problems.add(ReferenceLimit.problem(String.valueOf(value), origin(Option.LIMIT)));
      }
      return limit.orElse(ReferenceLimit.USUAL);
    }

    private String origin(Option option) {
      return origins.getOrDefault(option, option.flag);
    }

    private static OptionalLong asLong(OptionalInt number) {
      return number.isPresent() ? OptionalLong.of(number.getAsInt()) : OptionalLong.empty();
    }

    private static @Nullable Option optionOf(String flag) {
      for (Option option : Option.values()) {
        if (option.flag.equals(flag)) {
          return option;
        }
      }
      return null;
    }

    private static String suggestion(String wrong) {
      List<String> known = new ArrayList<>(SWITCHES);
      for (Option option : Option.values()) {
        known.add(option.flag);
      }
      LevenshteinDistance distance = new LevenshteinDistance(NEAR);
      String nearest = "";
      int best = NEAR + 1;
      for (String flag : known) {
        int steps = distance.apply(wrong, flag);
        if (steps >= 0 && steps < best) {
          best = steps;
          nearest = flag;
        }
      }
      return nearest.isEmpty() ? "" : " Did you mean '" + nearest + "'?";
    }
  }
}
