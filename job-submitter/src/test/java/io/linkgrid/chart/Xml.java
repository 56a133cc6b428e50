package io.linkgrid.chart;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A page as a parser of XML sees it, which forgives nothing. */
public final class Xml {
  private final Document document;

  private Xml(Document document) {
    this.document = document;
  }

  /** Parses, or fails with where it is not well-formed. */
  public static Xml of(String text) {
    try {
      return new Xml(
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(text))));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new AssertionError("not well-formed: " + e.getMessage(), e);
    }
  }

  /** Returns all elements of a name in their order. */
  public List<Element> elements(String name) {
    NodeList nodes = document.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  /** Returns the texts of all elements of a name in their order. */
  public List<String> texts(String name) {
    return elements(name).stream().map(Element::getTextContent).toList();
  }

  /** Returns each element with the names of its attributes, in their order. */
  public List<String> shape() {
    return elements("*").stream()
        .map(
            element ->
                element.getTagName()
                    + IntStream.range(0, element.getAttributes().getLength())
                        .mapToObj(i -> element.getAttributes().item(i).getNodeName())
                        .sorted()
                        .toList())
        .toList();
  }

  /** Returns the names of the charts, by which a screen reader tells them. */
  public List<String> alternativeTexts() {
    return elements("svg").stream().map(svg -> svg.getAttribute("aria-label")).toList();
  }
}
