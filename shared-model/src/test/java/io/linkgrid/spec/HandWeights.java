package io.linkgrid.spec;

/**
 * A spec for restaurants with weights that were set by hand, so that a test can add them up. Its
 * attributes are those of the built-in one: name, address, zip, phone, location.
 */
public final class HandWeights {
  private static final String YAML =
      """
      name: by-hand
      columns: [id, name, address, zip, lat, lon, phone]
      record-id: id
      attributes:
        name: {column: name, type: business-name}
        address: {column: address, type: us-address}
        zip: {column: zip, type: us-zip}
        phone: {column: phone, type: us-phone}
        location: {columns: [lat, lon], type: coordinates}
      partition-by: zip
      blocking:
        - {name: zip, key: [zip]}
        - {name: phone, key: [phone]}
        - {name: address, key: [address.number-digits, address.street-start]}
        - {name: name, key: [name.rare-tokens]}
      comparisons:
        name:
          levels:
            - {label: same, at-least: 1.0, weight: 9.0}
            - {label: very alike, at-least: 0.9, weight: 7.0}
            - {label: alike, at-least: 0.8, weight: 3.0}
            - {label: somewhat alike, at-least: 0.65, weight: -4.5}
            - {label: different, weight: -10.0}
        address:
          levels:
            - {label: same, at-least: 1.0, weight: 7.0}
            - {label: one part off, at-least: 0.9, weight: 5.5}
            - {label: two parts off, at-least: 0.75, weight: 2.5}
            - {label: neighbours, at-least: 0.6, weight: -1.0}
            - {label: street only, at-least: 0.5, weight: -4.0}
            - {label: different, weight: -7.0}
        zip:
          levels:
            - {label: same, at-least: 1.0, weight: 1.5}
            - {label: digits swapped, at-least: 0.8, weight: 0.5}
            - {label: different, weight: -4.0}
        phone:
          levels:
            - {label: same, at-least: 1.0, weight: 8.0}
            - {label: one slip, at-least: 0.85, weight: 4.0}
            - {label: different, weight: -3.0}
        location:
          levels:
            - {label: within 50 m, at-least: 0.95, weight: 2.0}
            - {label: within 250 m, at-least: 0.75, weight: 0.0}
            - {label: different, weight: -6.0}
      prior-weight: -9.0
      decisions: {match: 0.8, review: 0.5}
      """;

  private HandWeights() {}

  /** Returns the text of the spec. */
  public static SpecText restaurants() {
    return new SpecText("by-hand.yaml", YAML);
  }
}
