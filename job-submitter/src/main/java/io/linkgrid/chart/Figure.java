package io.linkgrid.chart;

/**
 * A chart as an {@code svg} element, with its alternative text inside.
 *
 * @param svg the element
 */
public record Figure(String svg) {}
