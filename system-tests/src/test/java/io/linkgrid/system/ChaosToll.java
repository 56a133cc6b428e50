package io.linkgrid.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How often each fault, or several in one run, were injected, and what came of it. */
final class ChaosToll {
  private final Map<List<Fault>, Entry> byFaults = new LinkedHashMap<>();

  private static final class Entry {
    private int faults;
    private int runs;
    private int failedRuns;
    private int differences;
    private double longest;
  }

  private Entry of(List<Fault> faults) {
    return byFaults.computeIfAbsent(faults, f -> new Entry());
  }

  /** Counts one attempt at a run. */
  void ran(List<Fault> faults, boolean failed) {
    of(faults).runs++;
    of(faults).failedRuns += failed ? 1 : 0;
  }

  /** Counts a fault after which all was equal so many seconds later, mending by hand included. */
  void survived(List<Fault> faults, double seconds) {
    Entry entry = of(faults);
    entry.faults++;
    entry.longest = Math.max(entry.longest, seconds);
  }

  /** Counts a fault after which something was not as it should be. */
  void differed(List<Fault> faults) {
    of(faults).faults++;
    of(faults).differences++;
  }

  /** Returns a table, a line each, in the order in which they came. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("| fault | injected | runs | of these failed | differences | longest |");
    lines.add("|---|---:|---:|---:|---:|---:|");
    byFaults.forEach(
        (faults, entry) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "| `%s` | %d | %d | %d | %d | %.1f s |",
                    faults.stream().map(Fault::name).collect(Collectors.joining("`, `")),
                    entry.faults,
                    entry.runs,
                    entry.failedRuns,
                    entry.differences,
                    entry.longest)));
    return lines;
  }
}
