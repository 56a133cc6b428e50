package io.linkgrid.truth;

import java.util.Optional;

/** Which of the two files a row is from. */
enum Side {
  /** The file A, or the reference. */
  FIRST(0),
  /** The file B, or the records. */
  SECOND(1);

  private final int number;

  Side(int number) {
    this.number = number;
  }

  /** Returns the number by which arrays know the side. */
  int number() {
    return number;
  }

  /** Returns the side with this number. */
  static Side numbered(int number) {
    return number == FIRST.number ? FIRST : SECOND;
  }

  /** Returns the side that a role in a file stands for, if it stands for one. */
  static Optional<Side> of(String role) {
    return switch (role) {
      case "A", "reference" -> Optional.of(FIRST);
      case "B", "records" -> Optional.of(SECOND);
      default -> Optional.empty();
    };
  }
}
