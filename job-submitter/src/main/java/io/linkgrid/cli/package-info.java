/**
 * The command line: each command parses, calls and prints, and a result goes to standard output, a
 * problem to standard error. Start at {@link io.linkgrid.cli.LinkgridCommand}, which lists the
 * commands; {@link io.linkgrid.cli.Main} turns exceptions into sentences and exit codes. A command
 * does no work itself.
 */
@NullMarked
package io.linkgrid.cli;

import org.jspecify.annotations.NullMarked;
