package org.alprstreams.simulation.plate;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The lettering that plates, signs and frames are set in. All faces are bundled under the SIL Open
 * Font License 1.1 (see the {@code *-OFL.txt} beside them).
 */
public enum GlyphFace {
  /** Bold condensed grotesque, close to embossing dies. */
  BARLOW_BOLD("BarlowCondensed-Bold"),
  /** Lighter cut of the same. */
  BARLOW_SEMI_BOLD("BarlowCondensed-SemiBold"),
  /** Slim cut, for slogans. */
  BARLOW_MEDIUM("BarlowCondensed-Medium"),
  /** Narrow gothic. */
  OSWALD("Oswald-Medium"),
  /** Plain bold condensed. */
  ROBOTO_BOLD("RobotoCondensed-Bold"),
  /** Plain condensed. */
  ROBOTO_MEDIUM("RobotoCondensed-Medium"),
  /** A brush script, for state names written by hand. */
  SCRIPT("Pacifico-Regular");

  private final String file;
  private volatile TrueTypeOutlines outlines;

  GlyphFace(String file) {
    this.file = file;
  }

  /**
   * The outline of a text on the baseline at the origin, y growing downwards.
   *
   * @param text printable ASCII
   * @param capHeight height of a capital H in the caller's unit
   * @param tracking extra space after each character, as a share of the cap height
   */
  public Path2D outline(String text, double capHeight, double tracking) {
    TrueTypeOutlines glyphs = outlines();
    double scale = capHeight / glyphs.capHeight();
    Path2D line = new Path2D.Double(Path2D.WIND_NON_ZERO);
    double x = 0;
    for (char c : text.toCharArray()) {
      AffineTransform place = new AffineTransform(scale, 0, 0, -scale, x, 0);
      line.append(glyphs.outline(c).getPathIterator(place), false);
      x += glyphs.advance(c) * scale + tracking * capHeight;
    }
    return line;
  }

  /**
   * A text fitted into a box: centred, as high as the box, and squeezed sideways where it would be
   * wider than the box.
   *
   * @param text printable ASCII
   * @param box where the capitals go
   * @param tracking extra space after each character, as a share of the cap height
   */
  public Path2D fitted(String text, Rectangle2D box, double tracking) {
    Path2D line = outline(text, box.getHeight(), tracking);
    Rectangle2D bounds = line.getBounds2D();
    if (bounds.getWidth() == 0) {
      return line;
    }
    double squeeze = Math.min(1, box.getWidth() / bounds.getWidth());
    AffineTransform place = new AffineTransform();
    place.translate(box.getCenterX(), box.getMaxY());
    place.scale(squeeze, 1);
    place.translate(-bounds.getCenterX(), 0);
    line.transform(place);
    return line;
  }

  private TrueTypeOutlines outlines() {
    TrueTypeOutlines loaded = outlines;
    if (loaded == null) {
      loaded = load();
      outlines = loaded;
    }
    return loaded;
  }

  private TrueTypeOutlines load() {
    String resource = "fonts/" + file + ".ttf";
    try (InputStream in = GlyphFace.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "The bundled typeface " + resource + " is missing from the jar: rebuild the module");
      }
      return TrueTypeOutlines.parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("The bundled typeface " + resource + " cannot be read", e);
    }
  }
}
