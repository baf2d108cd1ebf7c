package org.alprstreams.recognition.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * A chart of lines, bars or both. The same calls give the same text. It brings a white background,
 * since it may be shown on a dark page.
 */
public final class Chart {

  private static final double LEFT = 52;
  private static final double TOP = 30;
  private static final double RIGHT = 14;
  private static final double BOTTOM = 44;
  private static final double LEGEND_ROW = 15;

  /** Okabe and Ito's colours, which colour-blind people tell apart (2008). */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00");

  private final String title;
  private final Axis x;
  private final Axis y;
  private final double width;
  private final double height;
  private final Svg marks = new Svg();
  private final List<String> legend = new ArrayList<>();

  /**
   * An empty chart.
   *
   * @param title stands above it
   * @param width of the plotted area in pixels; labels come on top of it
   * @param height of the plotted area in pixels
   */
  public Chart(String title, Axis x, Axis y, double width, double height) {
    this.title = title;
    this.x = x;
    this.y = y;
    this.width = width;
    this.height = height;
  }

  /**
   * A measured value.
   *
   * @param x where
   * @param y value
   * @param low lower end of its confidence interval; the value itself for none
   * @param high upper end
   */
  public record Point(double x, double y, double low, double high) {

    /** A value without an interval. */
    public static Point of(double x, double y) {
      return new Point(x, y, y, y);
    }
  }

  /** Adds a line with a mark at every point and a bar for its interval; named in the legend. */
  public Chart line(String name, List<Point> points) {
    String colour = colour();
    legend.add(name);
    marks.polyline(points.stream().map(p -> new double[] {px(p.x()), py(p.y())}).toList(), colour);
    for (Point point : points) {
      if (point.low() < point.high()) {
        marks.line(px(point.x()), py(point.low()), px(point.x()), py(point.high()), colour, 1.2);
      }
      marks.dot(px(point.x()), py(point.y()), 3, colour, point.y() + " at " + point.x());
    }
    return this;
  }

  /**
   * Adds a series of bars; named in the legend.
   *
   * @param bars each from {@code low} to {@code high}, standing on the middle {@code x}
   * @param barWidth in the unit of the axis
   */
  public Chart bars(String name, List<Point> bars, double barWidth) {
    String colour = colour();
    legend.add(name);
    for (Point bar : bars) {
      double left = Math.min(px(bar.x() - barWidth / 2), px(bar.x() + barWidth / 2));
      double wide = Math.abs(px(bar.x() + barWidth / 2) - px(bar.x() - barWidth / 2));
      marks.rectangle(
          left + 1, py(bar.high()), wide - 2, py(bar.low()) - py(bar.high()), colour, 0.75);
    }
    return this;
  }

  /** Adds a thin line from one place to another, to compare with. */
  public Chart guide(double fromX, double fromY, double toX, double toY) {
    marks.line(px(fromX), py(fromY), px(toX), py(toY), "#999999", 1);
    return this;
  }

  /** The whole chart as an {@code svg} element. */
  public String render() {
    double total = LEFT + width + RIGHT;
    double tall = TOP + height + BOTTOM + LEGEND_ROW * legendRows();
    Svg svg = new Svg();
    svg.rectangle(0, 0, total, tall, "#ffffff", 1);
    svg.text(LEFT, 18, title, "start", 13, "bold");
    for (double tick : x.ticks()) {
      svg.line(px(tick), TOP, px(tick), TOP + height, "#e8e8e8", 1);
      svg.text(px(tick), TOP + height + 15, x.text(tick), "middle", 11, "normal");
    }
    for (double tick : y.ticks()) {
      svg.line(LEFT, py(tick), LEFT + width, py(tick), "#e8e8e8", 1);
      svg.text(LEFT - 6, py(tick) + 4, y.text(tick), "end", 11, "normal");
    }
    svg.line(LEFT, TOP + height, LEFT + width, TOP + height, "#444444", 1);
    svg.line(LEFT, TOP, LEFT, TOP + height, "#444444", 1);
    svg.text(LEFT + width / 2, TOP + height + 33, x.label(), "middle", 12, "normal");
    svg.upright(13, TOP + height / 2, y.label(), 12);
    svg.append(marks);
    legend(svg);
    return svg.document(total, tall, title);
  }

  private void legend(Svg svg) {
    if (legendRows() > 0) {
      for (int i = 0; i < legend.size(); i++) {
        double row = TOP + height + BOTTOM + LEGEND_ROW * i + 6;
        svg.rectangle(LEFT, row - 8, 12, 8, COLOURS.get(i % COLOURS.size()), 1);
        svg.text(LEFT + 18, row, legend.get(i), "start", 11, "normal");
      }
    }
  }

  /** One series needs no legend: the title says what it is. */
  private int legendRows() {
    return legend.size() < 2 ? 0 : legend.size();
  }

  private String colour() {
    return COLOURS.get(legend.size() % COLOURS.size());
  }

  private double px(double value) {
    return LEFT + width * x.position(value);
  }

  private double py(double value) {
    return TOP + height * (1 - y.position(value));
  }
}
