package io.linkgrid.cli;

/** How a command prints its result. */
enum OutputFormat {
  /** For a person. */
  TABLE,
  /** For a program. */
  JSON
}
