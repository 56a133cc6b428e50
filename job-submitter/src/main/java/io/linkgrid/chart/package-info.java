/**
 * Charts as SVG and pages that hold them: one file each, without a script, readable in light and
 * dark. Start at {@link io.linkgrid.chart.Page}; a {@link io.linkgrid.chart.Figure} is made by
 * {@link io.linkgrid.chart.LineChart}, {@link io.linkgrid.chart.BarChart}, {@link
 * io.linkgrid.chart.Histogram} or {@link io.linkgrid.chart.Waterfall}. Everything written is
 * well-formed XML. This package knows no run, no truth and no spec.
 */
@NullMarked
package io.linkgrid.chart;

import org.jspecify.annotations.NullMarked;
