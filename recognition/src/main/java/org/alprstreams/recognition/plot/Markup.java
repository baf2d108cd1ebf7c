package org.alprstreams.recognition.plot;

/** Text that goes into HTML or SVG. */
public final class Markup {

  private Markup() {}

  /** The text with everything replaced that would be markup, in elements and in attributes. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
