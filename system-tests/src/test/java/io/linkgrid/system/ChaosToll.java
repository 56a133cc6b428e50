package io.linkgrid.system;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How often each fault was injected, and what came of it. */
final class ChaosToll {
  private final Map<Fault, Entry> byFault = new EnumMap<>(Fault.class);

  private static final class Entry {
    private int faults;
    private int runs;
    private int failedRuns;
    private int differences;
    private double longest;
  }

  private Entry of(Fault fault) {
    return byFault.computeIfAbsent(fault, f -> new Entry());
  }

  /** Counts one attempt at a run. */
  void ran(Fault fault, boolean failed) {
    of(fault).runs++;
    of(fault).failedRuns += failed ? 1 : 0;
  }

  /** Counts a fault after which all was equal so many seconds later, mending by hand included. */
  void survived(Fault fault, double seconds) {
    Entry entry = of(fault);
    entry.faults++;
    entry.longest = Math.max(entry.longest, seconds);
  }

  /** Counts a fault after which something was not as it should be. */
  void differed(Fault fault) {
    of(fault).faults++;
    of(fault).differences++;
  }

  /** Returns a table, a line each, in the order of the faults. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("| fault | injected | runs | of these failed | differences | longest |");
    lines.add("|---|---:|---:|---:|---:|---:|");
    byFault.forEach(
        (fault, entry) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "| `%s` | %d | %d | %d | %d | %.1f s |",
                    fault,
                    entry.faults,
                    entry.runs,
                    entry.failedRuns,
                    entry.differences,
                    entry.longest)));
    return lines;
  }
}
