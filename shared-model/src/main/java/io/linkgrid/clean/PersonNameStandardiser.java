package io.linkgrid.clean;

/**
 * The name of a person: upper-case words without accents, apostrophes (O'Brien is {@code OBRIEN}),
 * titles and suffixes ({@code Dr.}, {@code Jr.}, {@code III}). Hyphens are blanks, initials stand
 * apart and have no periods. {@code Smith, John} is {@code JOHN SMITH}; else the order stays. Words
 * without a letter are dropped.
 */
final class PersonNameStandardiser implements Standardiser {
  static final Standardiser INSTANCE = new PersonNameStandardiser();

  private PersonNameStandardiser() {}

  @Override
  public String standardise(String raw) {
    String name = String.join(" ", PersonWords.INSTANCE.name(PersonWords.plain(raw)));
    return Placeholders.INSTANCE.emptiedName(name);
  }
}
