package io.linkgrid.node;

import io.linkgrid.spec.SpecText;

/** The smallest spec there is: a name, the same or another. */
final class Diners {
  static final SpecText SPEC =
      new SpecText(
          "diners.yaml",
          """
          name: diners
          record-id: id
          attributes:
            name: {column: name, type: text}
          blocking:
            - {name: name, key: [name]}
          comparisons:
            name:
              levels:
                - {label: same, at-least: 1.0, weight: 9.0}
                - {label: different, weight: -9.0}
          prior-weight: -3.0
          decisions: {match: 0.8, review: 0.5}
          """);

  private Diners() {}
}
