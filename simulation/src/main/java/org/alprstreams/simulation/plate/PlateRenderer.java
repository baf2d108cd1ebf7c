package org.alprstreams.simulation.plate;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * Draws a plate flat and square on, as if scanned. Safe for use by several threads.
 *
 * <p>Plates are 12 by 6 inches, so images are twice as wide as high. The corners outside the
 * rounded metal are transparent.
 */
public final class PlateRenderer {
  /** Width in the drawing's own unit: 40 units an inch. */
  private static final double WIDTH = 480;

  private static final double HEIGHT = 240;
  private static final double CORNER = 22;

  private PlateRenderer() {}

  /** Draws a plate fresh from the press, {@code width} pixels wide (16 or more). */
  public static BufferedImage render(Plate plate, int width) {
    return render(plate, PlateFinish.fresh(), width);
  }

  /**
   * Draws a plate.
   *
   * @param width pixels, 16 or more; the height is half of it
   * @return an image of type {@link BufferedImage#TYPE_INT_ARGB}
   */
  public static BufferedImage render(Plate plate, PlateFinish finish, int width) {
    if (width < 16) {
      throw new IllegalArgumentException(
          "A plate must be at least 16 pixels wide to be drawn, not " + width);
    }
    int height = width / 2;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.scale(width / WIDTH, height / HEIGHT);
    SplittableRandom random = new SplittableRandom(finish.seed());
    PlateDesign design = plate.style().design();
    Shape metal = new RoundRectangle2D.Double(1, 1, WIDTH - 2, HEIGHT - 2, CORNER, CORNER);
    background(g, design, metal);
    characters(g, plate, design);
    lettering(g, design);
    stickers(g, design, random);
    rim(g);
    bolts(g, random);
    wear(g, finish, metal, random);
    frame(g, finish);
    g.dispose();
    return image;
  }

  private static void background(Graphics2D g, PlateDesign design, Shape metal) {
    Color[] colors = {
      new Color(design.top()), new Color(design.middle()), new Color(design.bottom())
    };
    g.setPaint(new LinearGradientPaint(0, 0, 0, (float) HEIGHT, new float[] {0, .5f, 1}, colors));
    g.fill(metal);
    Shape clip = g.getClip();
    g.clip(metal);
    MotifPainter.paint(g, design, WIDTH, HEIGHT);
    g.setClip(clip);
  }

  private static void characters(Graphics2D g, Plate plate, PlateDesign design) {
    String spaced = plate.style().syntax().spaced(plate.text());
    double cap = design.characterHeight() * HEIGHT;
    double gap = 0.45;
    double cells = spaced.chars().mapToDouble(c -> c == ' ' ? gap : 1).sum();
    double cell = Math.min(cap * 0.63, (WIDTH - 34) / cells);
    double x = (WIDTH - cells * cell) / 2;
    double middle = HEIGHT * 0.54;
    Path2D line = new Path2D.Double(Path2D.WIND_NON_ZERO);
    for (char c : spaced.toCharArray()) {
      if (c == ' ') {
        x += gap * cell;
        continue;
      }
      Rectangle2D box = new Rectangle2D.Double(x + cell * 0.06, middle - cap / 2, cell * 0.88, cap);
      line.append(design.face().fitted(String.valueOf(c), box, 0), false);
      x += cell;
    }
    // Some faces build a glyph from overlapping strokes, whose inner edges must not show.
    emboss(g, new Area(line), new Color(design.ink()));
  }

  /** Light falls from above left: raised edges shine there and cast a shadow to the other side. */
  private static void emboss(Graphics2D g, Shape shape, Color ink) {
    g.setColor(new Color(0, 0, 0, 60));
    g.fill(shifted(shape, 2.6, 3.2));
    g.setColor(new Color(0, 0, 0, 50));
    g.fill(shifted(shape, 1.4, 1.8));
    g.setColor(new Color(255, 255, 255, 150));
    g.fill(shifted(shape, -1.8, -2));
    g.setColor(ink);
    g.fill(shape);
    Shape clip = g.getClip();
    g.clip(shape);
    g.setColor(new Color(255, 255, 255, 46));
    g.setStroke(new BasicStroke(3.5f));
    g.draw(shifted(shape, 1.6, 1.8));
    g.setClip(clip);
  }

  private static Shape shifted(Shape shape, double dx, double dy) {
    return AffineTransform.getTranslateInstance(dx, dy).createTransformedShape(shape);
  }

  private static void lettering(Graphics2D g, PlateDesign design) {
    boolean corners = design.stickers();
    double margin = corners ? 118 : 84;
    line(g, design.heading(), margin, 0.045);
    Lettering footing = design.footing();
    line(g, footing, 100, 0.95 - footing.capHeight());
  }

  private static void line(Graphics2D g, Lettering lettering, double margin, double top) {
    if (lettering.text().isEmpty()) {
      return;
    }
    Rectangle2D box =
        new Rectangle2D.Double(
            margin, top * HEIGHT, WIDTH - 2 * margin, lettering.capHeight() * HEIGHT);
    g.setColor(new Color(lettering.rgb()));
    g.fill(lettering.face().fitted(lettering.text(), box, 0.06));
  }

  private static void stickers(Graphics2D g, PlateDesign design, SplittableRandom random) {
    if (!design.stickers()) {
      return;
    }
    int[] colors = {0xD9732E, 0x3F7CBF, 0xC93C4A, 0x4D9C57, 0xE2C23C};
    int year = colors[random.nextInt(colors.length)];
    String month = String.format("%02d", 1 + random.nextInt(12));
    String yearText = String.valueOf(26 + random.nextInt(2));
    sticker(g, 72, 0xF2F2EE, 0x30343C, month);
    sticker(g, WIDTH - 72 - 38, year, 0xFFFFFF, yearText);
  }

  private static void sticker(Graphics2D g, double x, int back, int ink, String text) {
    g.setColor(new Color(back));
    g.fill(new RoundRectangle2D.Double(x, 9, 38, 30, 5, 5));
    g.setColor(new Color(ink));
    g.fill(GlyphFace.BARLOW_MEDIUM.fitted(text, new Rectangle2D.Double(x + 6, 15, 26, 18), 0.05));
  }

  private static void rim(Graphics2D g) {
    g.setStroke(new BasicStroke(3));
    g.setColor(new Color(255, 255, 255, 120));
    g.draw(new RoundRectangle2D.Double(4, 4, WIDTH - 8, HEIGHT - 8, CORNER, CORNER));
    g.setStroke(new BasicStroke(2));
    g.setColor(new Color(0, 0, 0, 70));
    g.draw(new RoundRectangle2D.Double(6, 6, WIDTH - 12, HEIGHT - 12, CORNER - 3, CORNER - 3));
  }

  private static void bolts(Graphics2D g, SplittableRandom random) {
    boolean four = random.nextInt(3) > 0;
    for (int i = 0; i < (four ? 4 : 2); i++) {
      double x = i % 2 == 0 ? 46 : WIDTH - 46;
      double y = i < 2 ? 22 : HEIGHT - 22;
      g.setColor(new Color(0, 0, 0, 80));
      g.fill(new Ellipse2D.Double(x - 7, y - 6, 16, 16));
      g.setColor(new Color(0x9A9D9F));
      g.fill(new Ellipse2D.Double(x - 7.5, y - 7.5, 15, 15));
      g.setColor(new Color(255, 255, 255, 140));
      g.fill(new Ellipse2D.Double(x - 5, y - 6, 7, 6));
      g.setColor(new Color(0, 0, 0, 120));
      g.setStroke(new BasicStroke(1.6f));
      double turn = random.nextDouble() * Math.PI;
      double dx = Math.cos(turn) * 5;
      double dy = Math.sin(turn) * 5;
      g.draw(new Line2D.Double(x - dx, y - dy, x + dx, y + dy));
    }
  }

  private static void wear(Graphics2D g, PlateFinish finish, Shape metal, SplittableRandom random) {
    Shape clip = g.getClip();
    g.clip(metal);
    g.setColor(new Color(225, 222, 212, (int) (finish.fading() * 110)));
    g.fill(metal);
    int spots = (int) (finish.dirt() * 160);
    for (int i = 0; i < spots; i++) {
      double size = 3 + random.nextDouble() * random.nextDouble() * 46;
      double x = random.nextDouble() * WIDTH;
      double y = HEIGHT * Math.sqrt(random.nextDouble());
      g.setColor(new Color(92, 78, 60, 6 + random.nextInt(14)));
      g.fill(new Ellipse2D.Double(x - size / 2, y - size / 3, size, size * 0.66));
    }
    g.setClip(clip);
  }

  private static void frame(Graphics2D g, PlateFinish finish) {
    if (finish.frameText() == null) {
      return;
    }
    Area ring = new Area(new RoundRectangle2D.Double(0, 0, WIDTH, HEIGHT, CORNER, CORNER));
    Shape opening = new RoundRectangle2D.Double(9, 10, WIDTH - 18, HEIGHT - 37, 14, 14);
    ring.subtract(new Area(opening));
    Color color = new Color(finish.frameRgb());
    g.setPaint(
        new LinearGradientPaint(
            0,
            0,
            0,
            (float) HEIGHT,
            new float[] {0, .5f, 1},
            new Color[] {color.brighter(), color, color.darker()}));
    g.fill(ring);
    g.setColor(new Color(0, 0, 0, 110));
    g.setStroke(new BasicStroke(1.5f));
    g.draw(opening);
    boolean dark = color.getRed() < 128;
    g.setColor(dark ? new Color(0xE4E5E2) : new Color(0x24262A));
    Rectangle2D box = new Rectangle2D.Double(70, HEIGHT - 21, WIDTH - 140, 14);
    g.fill(GlyphFace.BARLOW_SEMI_BOLD.fitted(finish.frameText(), box, 0.12));
  }
}
