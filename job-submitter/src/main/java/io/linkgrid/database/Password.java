package io.linkgrid.database;

import java.util.Objects;

/** A password that does not show itself: its text form is {@code ***}. */
public final class Password {
  private final String text;

  private Password(String text) {
    this.text = text;
  }

  static Password of(String text) {
    return new Password(text);
  }

  String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Password that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text);
  }

  @Override
  public String toString() {
    return "***";
  }
}
