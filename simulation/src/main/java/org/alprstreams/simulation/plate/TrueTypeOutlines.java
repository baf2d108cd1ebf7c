package org.alprstreams.simulation.plate;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Glyph outlines of a TrueType font, in font units with y growing upwards.
 *
 * <p>Read here rather than through {@code java.awt.Font}, which needs the system's fontconfig (and
 * on some builds its freetype) even for a font that a program brings along, and fails on a machine
 * that has only a JDK. Follows the OpenType specification 1.9, tables head, maxp, hhea, hmtx, cmap
 * (format 4), loca and glyf; simple glyphs and offset composites, no hinting.
 */
final class TrueTypeOutlines {
  private static final int FIRST = ' ';
  private static final int LAST = '~';
  private static final int ON_CURVE = 0x01;
  private static final int X_SHORT = 0x02;
  private static final int Y_SHORT = 0x04;
  private static final int REPEAT = 0x08;
  private static final int X_SAME = 0x10;
  private static final int Y_SAME = 0x20;
  private static final int COMPOSITE_WORDS = 0x0001;
  private static final int COMPOSITE_SCALED = 0x00C8;
  private static final int COMPOSITE_MORE = 0x0020;

  private final Path2D[] outlines = new Path2D[LAST - FIRST + 1];
  private final double[] advances = new double[LAST - FIRST + 1];
  private final double capHeight;

  private final ByteBuffer font;
  private final Map<String, Integer> tables = new HashMap<>();

  private TrueTypeOutlines(ByteBuffer font) {
    this.font = font;
    int count = font.getShort(4);
    for (int i = 0; i < count; i++) {
      byte[] tag = new byte[4];
      font.get(12 + 16 * i, tag);
      tables.put(new String(tag, StandardCharsets.US_ASCII), font.getInt(12 + 16 * i + 8));
    }
    int metrics = unsigned(table("hhea") + 34);
    for (int c = FIRST; c <= LAST; c++) {
      int glyph = glyphOf(c);
      outlines[c - FIRST] = glyph(glyph);
      advances[c - FIRST] = unsigned(table("hmtx") + 4 * Math.min(glyph, metrics - 1));
    }
    capHeight = outlines['H' - FIRST].getBounds2D().getHeight();
  }

  /** Parses a font file; throws IllegalArgumentException when it is not one that we can read. */
  static TrueTypeOutlines parse(byte[] file) {
    ByteBuffer font = ByteBuffer.wrap(file);
    if (file.length < 12 || font.getInt(0) != 0x00010000) {
      throw new IllegalArgumentException(
          "Not a TrueType font: it must start with version 1.0 of the table directory");
    }
    return new TrueTypeOutlines(font);
  }

  /** Height of a capital H in font units. */
  double capHeight() {
    return capHeight;
  }

  /** Advance width in font units. */
  double advance(char c) {
    return advances[index(c)];
  }

  /** Outline in font units; empty for a space. Not to be changed by the caller. */
  Path2D outline(char c) {
    return outlines[index(c)];
  }

  private static int index(char c) {
    if (c < FIRST || c > LAST) {
      throw new IllegalArgumentException(
          "The bundled typefaces hold printable ASCII only, not U+%04X".formatted((int) c));
    }
    return c - FIRST;
  }

  private int glyphOf(int character) {
    int cmap = table("cmap");
    for (int i = 0; i < unsigned(cmap + 2); i++) {
      int subtable = cmap + font.getInt(cmap + 4 + 8 * i + 4);
      if (unsigned(subtable) == 4) {
        return format4(subtable, character);
      }
    }
    throw new IllegalArgumentException("The font has no character map of format 4");
  }

  private int format4(int subtable, int character) {
    int doubled = unsigned(subtable + 6);
    int ends = subtable + 14;
    int starts = ends + doubled + 2;
    int deltas = starts + doubled;
    int ranges = deltas + doubled;
    for (int i = 0; i < doubled; i += 2) {
      if (character <= unsigned(ends + i)) {
        int start = unsigned(starts + i);
        if (character < start) {
          return 0;
        }
        int range = unsigned(ranges + i);
        int delta = unsigned(deltas + i);
        if (range == 0) {
          return (character + delta) & 0xFFFF;
        }
        int glyph = unsigned(ranges + i + range + 2 * (character - start));
        return glyph == 0 ? 0 : (glyph + delta) & 0xFFFF;
      }
    }
    return 0;
  }

  private Path2D glyph(int glyph) {
    boolean longOffsets = font.getShort(table("head") + 50) == 1;
    int loca = table("loca");
    int from = longOffsets ? font.getInt(loca + 4 * glyph) : 2 * unsigned(loca + 2 * glyph);
    int to = longOffsets ? font.getInt(loca + 4 * glyph + 4) : 2 * unsigned(loca + 2 * glyph + 2);
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    if (from == to) {
      return path;
    }
    int at = table("glyf") + from;
    int contours = font.getShort(at);
    if (contours < 0) {
      composite(at + 10, path);
    } else {
      simple(at + 10, contours, path);
    }
    return path;
  }

  private void composite(int at, Path2D path) {
    int flags;
    do {
      flags = unsigned(at);
      int part = unsigned(at + 2);
      if ((flags & COMPOSITE_SCALED) != 0) {
        throw new IllegalArgumentException("Scaled composite glyphs are not supported");
      }
      boolean words = (flags & COMPOSITE_WORDS) != 0;
      int dx = words ? font.getShort(at + 4) : font.get(at + 4);
      int dy = words ? font.getShort(at + 6) : font.get(at + 5);
      AffineTransform shift = AffineTransform.getTranslateInstance(dx, dy);
      path.append(glyph(part).getPathIterator(shift), false);
      at += words ? 8 : 6;
    } while ((flags & COMPOSITE_MORE) != 0);
  }

  private void simple(int at, int contours, Path2D path) {
    int[] ends = new int[contours];
    for (int i = 0; i < contours; i++) {
      ends[i] = unsigned(at + 2 * i);
    }
    int points = contours == 0 ? 0 : ends[contours - 1] + 1;
    int position = at + 2 * contours;
    position += 2 + unsigned(position);

    int[] flags = new int[points];
    for (int i = 0; i < points; i++) {
      flags[i] = font.get(position++) & 0xFF;
      if ((flags[i] & REPEAT) != 0) {
        int repeats = font.get(position++) & 0xFF;
        for (int r = 0; r < repeats; r++, i++) {
          flags[i + 1] = flags[i];
        }
      }
    }
    int[] xs = new int[points];
    position = coordinates(position, flags, X_SHORT, X_SAME, xs);
    int[] ys = new int[points];
    coordinates(position, flags, Y_SHORT, Y_SAME, ys);

    int start = 0;
    for (int end : ends) {
      contour(flags, xs, ys, start, end, path);
      start = end + 1;
    }
  }

  private int coordinates(int position, int[] flags, int shortBit, int sameBit, int[] out) {
    int value = 0;
    for (int i = 0; i < flags.length; i++) {
      boolean same = (flags[i] & sameBit) != 0;
      if ((flags[i] & shortBit) != 0) {
        int delta = font.get(position++) & 0xFF;
        value += same ? delta : -delta;
      } else if (!same) {
        value += font.getShort(position);
        position += 2;
      }
      out[i] = value;
    }
    return position;
  }

  /** Between two off-curve points lies an implied on-curve point half way. */
  private static void contour(int[] flags, int[] xs, int[] ys, int start, int end, Path2D path) {
    int n = end - start + 1;
    int first = start;
    while (first <= end && (flags[first] & ON_CURVE) == 0) {
      first++;
    }
    if (n < 2 || first > end) {
      return;
    }
    path.moveTo(xs[first], ys[first]);
    for (int k = 1; k <= n; k++) {
      int i = start + (first - start + k) % n;
      if ((flags[i] & ON_CURVE) != 0) {
        path.lineTo(xs[i], ys[i]);
        continue;
      }
      int next = start + (i - start + 1) % n;
      if ((flags[next] & ON_CURVE) != 0) {
        path.quadTo(xs[i], ys[i], xs[next], ys[next]);
        k++;
      } else {
        path.quadTo(xs[i], ys[i], (xs[i] + xs[next]) / 2.0, (ys[i] + ys[next]) / 2.0);
      }
    }
    path.closePath();
  }

  private int table(String tag) {
    Integer offset = tables.get(tag);
    if (offset == null) {
      throw new IllegalArgumentException("The font has no table '" + tag + "'");
    }
    return offset;
  }

  private int unsigned(int at) {
    return font.getShort(at) & 0xFFFF;
  }
}
