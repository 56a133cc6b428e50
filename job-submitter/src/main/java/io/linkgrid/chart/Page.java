package io.linkgrid.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * An HTML page that is one file: its style and charts are inside, there is no script, and a content
 * security policy allows none. It is well-formed XML. For one thread.
 */
public final class Page {
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

  private final String title;
  private final String subtitle;
  private final Markup tiles = new Markup();
  private final Markup sections = new Markup();
  private String footer = "";

  /** How wide a section is. */
  public enum Width {
    /** Half of the page where there is room. */
    HALF,
    /** The whole page. */
    WHOLE
  }

  /** An empty page. */
  public Page(String title, String subtitle) {
    this.title = title;
    this.subtitle = subtitle;
  }

  /** Adds a number in large at the top. */
  public Page tile(String label, String value, String more, Tone tone) {
    tiles
        .open("div", "class", "tile tone-" + tone.word())
        .leaf("div", label, "class", "label")
        .leaf("div", value, "class", "value")
        .leaf("div", more, "class", "more")
        .close()
        .line();
    return this;
  }

  /** Adds a section of a chart with its numbers as a table that can be unfolded. */
  public Page figure(Width width, String heading, String note, Figure figure, PageTable numbers) {
    head(width, heading, note);
    sections.open("figure").markup(figure.svg()).close();
    sections.open("details").leaf("summary", "Table");
    numbers.write(sections);
    sections.close().close().line();
    return this;
  }

  /** Adds a section of a chart alone. */
  public Page figure(Width width, String heading, String note, Figure figure) {
    head(width, heading, note);
    sections.open("figure").markup(figure.svg()).close().close().line();
    return this;
  }

  /** Adds a section of a table. */
  public Page table(Width width, String heading, String note, PageTable table) {
    head(width, heading, note);
    table.write(sections);
    sections.close().line();
    return this;
  }

  /** Adds a section of sentences, a paragraph each. */
  public Page sentences(Width width, String heading, java.util.List<String> sentences) {
    head(width, heading, "");
    sentences.forEach(sentence -> sections.leaf("p", sentence));
    sections.close().line();
    return this;
  }

  /** Sets what stands at the end. */
  public Page footer(String text) {
    footer = text;
    return this;
  }

  private void head(Width width, String heading, String note) {
    sections.open("section", "class", width == Width.WHOLE ? "wide" : "half");
    sections.leaf("h2", heading);
    if (!note.isEmpty()) {
      sections.leaf("p", note, "class", "note");
    }
  }

  /** Returns the page. */
  public String render() {
    Markup page = new Markup();
    page.markup("<!DOCTYPE html>\n")
        .open("html", "xmlns", "http://www.w3.org/1999/xhtml", "lang", "en")
        .line()
        .open("head")
        .empty("meta", "charset", "utf-8")
        .empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY)
        .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
        .empty("meta", "name", "color-scheme", "content", "light dark")
        .leaf("title", "linkgrid: " + title)
        .open("style")
        .line()
        .markup(style())
        .close()
        .close()
        .line()
        .open("body")
        .open("header")
        .leaf("p", "linkgrid", "class", "brand")
        .leaf("h1", title)
        .leaf("p", subtitle, "id", "subtitle")
        .close()
        .line()
        .open("main");
    String numbers = tiles.toString();
    if (!numbers.isEmpty()) {
      page.open("div", "class", "tiles").line().markup(numbers).close().line();
    }
    return page.markup(sections.toString())
            .close()
            .line()
            .leaf("footer", footer)
            .close()
            .close()
            .toString()
        + "\n";
  }

  /** The style holds no character that HTML or XML would see. */
  private static String style() {
    try (InputStream bytes = Page.class.getResourceAsStream("/chart/page.css")) {
      if (bytes == null) {
        throw new IllegalStateException("The style of pages should be on the class path");
      }
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
