package io.linkgrid.benchmarks.versus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Who takes part in the comparison. */
enum Contender {
  LINKGRID_1(
      "linkgrid, 1 node",
      1,
      0,
      "linkgrid link --grid on a node that is up: lands every row, learns a model without labels,"
          + " matches by five blocking rules, writes links, entities, model and report"),
  LINKGRID_2("linkgrid, 2 nodes", 2, 0, "the same on two nodes"),
  LINKGRID_WARM(
      "linkgrid, 1 node, warm",
      1,
      2,
      "the same on a node that linked the files twice before, into another database"),
  DUCKDB(
      "DuckDB",
      0,
      0,
      "a SQL script in a JVM, in memory: five passes, two of them within a zip, fixed weights and"
          + " threshold, links by COPY"),
  JAVA(
      "plain Java",
      0,
      0,
      "one thread with commons-text: the blocks, features, weights and threshold of the SQL"
          + " script, links by COPY");

  private final String title;
  private final int nodes;
  private final int runsBefore;
  private final String does;

  Contender(String title, int nodes, int runsBefore, String does) {
    this.title = title;
    this.nodes = nodes;
    this.runsBefore = runsBefore;
    this.does = does;
  }

  /** Returns its name for people. */
  String title() {
    return title;
  }

  /** Returns how many nodes of linkgrid are up before the clock starts. */
  int nodes() {
    return nodes;
  }

  /** Returns how many runs its nodes have behind them when the clock starts. */
  int runsBefore() {
    return runsBefore;
  }

  /** Returns what it does, in a sentence without an end. */
  String does() {
    return does;
  }

  /** Returns the arguments of {@link Linking} or of linkgrid that choose the engine. */
  List<String> engine() {
    return switch (this) {
      case LINKGRID_1, LINKGRID_2, LINKGRID_WARM -> List.of("link");
      case DUCKDB -> List.of("duckdb");
      case JAVA -> List.of("java");
    };
  }

  /** Reads the links that it left. */
  FoundLinks links(Path out) throws IOException {
    return nodes > 0
        ? FoundLinks.ofLinkgrid(out.resolve("links.csv"))
        : FoundLinks.ofTabs(out.resolve("links.tsv"));
  }
}
