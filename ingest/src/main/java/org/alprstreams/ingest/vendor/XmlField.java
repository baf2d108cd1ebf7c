package org.alprstreams.ingest.vendor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * An element of an XML document that knows where it is, so that a refusal can say so. A document
 * type is refused altogether, and with it entities, external ones too. Namespaces do not matter:
 * they differ between releases.
 */
final class XmlField {

  private final String path;
  private final Element element;

  private XmlField(String path, Element element) {
    this.path = path;
    this.element = element;
  }

  /**
   * The document's root.
   *
   * @throws EventRefused if it is no XML, has a document type, or another root
   */
  static XmlField root(byte[] document, String name) throws EventRefused {
    Element root;
    try {
      root = builder().parse(new ByteArrayInputStream(document)).getDocumentElement();
    } catch (SAXException | IOException e) {
      // The message quotes what it stumbled on.
      throw EventRefused.malformed(
          "The body", "is no XML without a document type; send one " + name);
    }
    if (!name.equals(root.getLocalName())) {
      throw EventRefused.malformed("/", "is no " + name);
    }
    return new XmlField("/" + name, root);
  }

  private static DocumentBuilder builder() {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    try {
      factory.setNamespaceAware(true);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      DocumentBuilder builder = factory.newDocumentBuilder();
      // Else errors, with what they quote, go to the standard error stream.
      builder.setErrorHandler(new DefaultHandler());
      return builder;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("The JDK's own XML parser has all of these", e);
    }
  }

  /** Where this is, such as {@code /EventNotificationAlert/ANPR}. */
  String path() {
    return path;
  }

  /** The first child of a name. */
  Optional<XmlField> optional(String name) {
    return all(name).stream().findFirst();
  }

  /** A child that must be there. */
  XmlField required(String name) throws EventRefused {
    Optional<XmlField> child = optional(name);
    if (child.isEmpty()) {
      throw EventRefused.malformed(path + "/" + name, "is missing");
    }
    return child.get();
  }

  /** All children of a name. */
  List<XmlField> all(String name) {
    List<XmlField> found = new ArrayList<>();
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element childElement && name.equals(child.getLocalName())) {
        found.add(new XmlField(path + "/" + name, childElement));
      }
    }
    return found;
  }

  /** Its text, trimmed. */
  String text() {
    return element.getTextContent().trim();
  }

  /** Its text as a number. */
  double number(double least, double most) throws EventRefused {
    double value = Numbers.parse(text());
    // Written so that NaN fails too.
    if (!(value >= least && value <= most)) {
      throw EventRefused.malformed(
          path, "is no number from " + (long) least + " to " + (long) most);
    }
    return value;
  }
}
