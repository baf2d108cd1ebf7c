package org.alprstreams.recognition.plot;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Elements of an SVG picture, in pixels from the upper left. */
final class Svg {

  private final StringBuilder elements = new StringBuilder();

  void line(double fromX, double fromY, double toX, double toY, String colour, double thickness) {
    add(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"%s\"/>",
        number(fromX), number(fromY), number(toX), number(toY), colour, number(thickness));
  }

  void polyline(List<double[]> points, String colour) {
    add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
        points.stream()
            .map(point -> number(point[0]) + "," + number(point[1]))
            .collect(Collectors.joining(" ")),
        colour);
  }

  void dot(double x, double y, double radius, String colour, String hint) {
    add(
        "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\"><title>%s</title></circle>",
        number(x), number(y), number(radius), colour, Markup.escape(hint));
  }

  void rectangle(double x, double y, double width, double height, String colour, double opacity) {
    if (width > 0 && height > 0) {
      add(
          "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\" fill-opacity=\"%s\"/>",
          number(x), number(y), number(width), number(height), colour, number(opacity));
    }
  }

  void text(double x, double y, String text, String anchor, int size, String weight) {
    add(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" font-size=\"%d\" font-weight=\"%s\">%s</text>",
        number(x), number(y), anchor, size, weight, Markup.escape(text));
  }

  /** Text that runs upwards, its middle at the place. */
  void upright(double x, double y, String text, int size) {
    add(
        "<text transform=\"translate(%s %s) rotate(-90)\" text-anchor=\"middle\""
            + " font-size=\"%d\">%s</text>",
        number(x), number(y), size, Markup.escape(text));
  }

  void append(Svg other) {
    elements.append(other.elements);
  }

  /** A picture by itself or within HTML. */
  String document(double width, double height, String title) {
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$s" height="%2$s" \
        viewBox="0 0 %1$s %2$s" role="img" font-family="sans-serif" fill="#222222">
        <title>%3$s</title>
        %4$s</svg>
        """
        .formatted(number(width), number(height), Markup.escape(title), elements);
  }

  private void add(String format, Object... arguments) {
    elements.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
  }
}
