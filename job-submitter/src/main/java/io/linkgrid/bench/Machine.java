package io.linkgrid.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The machine that was measured. Public for the comparison with others, which is no part of the
 * distribution.
 *
 * @param cores how many cores this process may use
 * @param coreNumbers the numbers of these cores
 * @param processor what the processor calls itself, or empty
 * @param memoryBytes its memory
 * @param os the operating system
 * @param java the Java that runs the submitter and the nodes
 * @param loadAverage how many processes wanted to run in the minute before, on average; negative
 *     when nobody knows
 */
public record Machine(
    int cores,
    List<Integer> coreNumbers,
    String processor,
    long memoryBytes,
    String os,
    String java,
    double loadAverage) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  public Machine {
    coreNumbers = List.copyOf(coreNumbers);
  }

  /** Looks at the machine that this process runs on. */
  public static Machine here() {
    int cores = Runtime.getRuntime().availableProcessors();
    OperatingSystemMXBean os = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    List<Integer> allowed =
        valueOf(STATUS, "Cpus_allowed_list").map(Machine::numbers).orElse(List.of());
    return new Machine(
        cores,
        (allowed.size() < cores ? IntStream.range(0, cores).boxed() : allowed.stream())
            .limit(cores)
            .toList(),
        valueOf(PROCESSORS, "model name").orElse(""),
        os.getTotalMemorySize(),
        os.getName() + " " + os.getVersion() + " " + os.getArch(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        os.getSystemLoadAverage());
  }

  /** Reads a list of cores as Linux writes it: 0-2,5. */
  static List<Integer> numbers(String list) {
    List<Integer> numbers = new ArrayList<>();
    for (String range : list.split(",", -1)) {
      String[] ends = range.split("-", -1);
      IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
          .forEach(numbers::add);
    }
    return numbers;
  }

  /** Returns the first value of a name in a file of names and values. */
  private static Optional<String> valueOf(Path file, String name) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      // Not every system has such files.
      return Optional.empty();
    }
  }
}
