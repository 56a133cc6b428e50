/**
 * HTTP for programs and spreadsheets: single records are looked up and linked, entities shown,
 * reviews answered. Start at {@link io.linkgrid.serve.LinkServer}; {@link
 * io.linkgrid.serve.RecordLinking} is what writes. This package knows no option of the command
 * line.
 */
@NullMarked
package io.linkgrid.serve;

import org.jspecify.annotations.NullMarked;
