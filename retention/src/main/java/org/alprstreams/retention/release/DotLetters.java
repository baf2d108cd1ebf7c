package org.alprstreams.retention.release;

import java.awt.Graphics2D;
import java.util.Locale;
import java.util.Map;

/**
 * Writes capital letters, digits and a few signs as dots, five wide and seven high. The platform's
 * own text needs fonts that a server may lack.
 */
final class DotLetters {

  /** Height of a line, in dots, with the space below it. */
  static final int LINE = 10;

  private static final int WIDTH = 5;
  private static final int HEIGHT = 7;
  private static final int ADVANCE = WIDTH + 1;

  /** What has no sign of its own. */
  private static final int[] OTHER =
      glyph(0b11111, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b11111);

  private static final Map<Character, int[]> SIGNS =
      Map.ofEntries(
          Map.entry('A', glyph(0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001)),
          Map.entry('B', glyph(0b11110, 0b10001, 0b10001, 0b11110, 0b10001, 0b10001, 0b11110)),
          Map.entry('C', glyph(0b01110, 0b10001, 0b10000, 0b10000, 0b10000, 0b10001, 0b01110)),
          Map.entry('D', glyph(0b11110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b11110)),
          Map.entry('E', glyph(0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111)),
          Map.entry('F', glyph(0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b10000)),
          Map.entry('G', glyph(0b01110, 0b10001, 0b10000, 0b10111, 0b10001, 0b10001, 0b01111)),
          Map.entry('H', glyph(0b10001, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001)),
          Map.entry('I', glyph(0b01110, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110)),
          Map.entry('J', glyph(0b00111, 0b00010, 0b00010, 0b00010, 0b00010, 0b10010, 0b01100)),
          Map.entry('K', glyph(0b10001, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010, 0b10001)),
          Map.entry('L', glyph(0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b11111)),
          Map.entry('M', glyph(0b10001, 0b11011, 0b10101, 0b10101, 0b10001, 0b10001, 0b10001)),
          Map.entry('N', glyph(0b10001, 0b11001, 0b10101, 0b10011, 0b10001, 0b10001, 0b10001)),
          Map.entry('O', glyph(0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110)),
          Map.entry('P', glyph(0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000)),
          Map.entry('Q', glyph(0b01110, 0b10001, 0b10001, 0b10001, 0b10101, 0b10010, 0b01101)),
          Map.entry('R', glyph(0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001)),
          Map.entry('S', glyph(0b01111, 0b10000, 0b10000, 0b01110, 0b00001, 0b00001, 0b11110)),
          Map.entry('T', glyph(0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100)),
          Map.entry('U', glyph(0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110)),
          Map.entry('V', glyph(0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01010, 0b00100)),
          Map.entry('W', glyph(0b10001, 0b10001, 0b10001, 0b10101, 0b10101, 0b11011, 0b10001)),
          Map.entry('X', glyph(0b10001, 0b10001, 0b01010, 0b00100, 0b01010, 0b10001, 0b10001)),
          Map.entry('Y', glyph(0b10001, 0b10001, 0b01010, 0b00100, 0b00100, 0b00100, 0b00100)),
          Map.entry('Z', glyph(0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b10000, 0b11111)),
          Map.entry('0', glyph(0b01110, 0b10011, 0b10101, 0b10101, 0b10101, 0b11001, 0b01110)),
          Map.entry('1', glyph(0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110)),
          Map.entry('2', glyph(0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111)),
          Map.entry('3', glyph(0b11110, 0b00001, 0b00001, 0b01110, 0b00001, 0b00001, 0b11110)),
          Map.entry('4', glyph(0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010)),
          Map.entry('5', glyph(0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110)),
          Map.entry('6', glyph(0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110)),
          Map.entry('7', glyph(0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000)),
          Map.entry('8', glyph(0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110)),
          Map.entry('9', glyph(0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100)),
          Map.entry('.', glyph(0b00000, 0b00000, 0b00000, 0b00000, 0b00000, 0b01100, 0b01100)),
          Map.entry(',', glyph(0b00000, 0b00000, 0b00000, 0b00000, 0b01100, 0b00100, 0b01000)),
          Map.entry(':', glyph(0b00000, 0b01100, 0b01100, 0b00000, 0b01100, 0b01100, 0b00000)),
          Map.entry('-', glyph(0b00000, 0b00000, 0b00000, 0b11111, 0b00000, 0b00000, 0b00000)),
          Map.entry('_', glyph(0b00000, 0b00000, 0b00000, 0b00000, 0b00000, 0b00000, 0b11111)),
          Map.entry('/', glyph(0b00001, 0b00001, 0b00010, 0b00100, 0b01000, 0b10000, 0b10000)),
          Map.entry('\'', glyph(0b00100, 0b00100, 0b01000, 0b00000, 0b00000, 0b00000, 0b00000)),
          Map.entry('&', glyph(0b01100, 0b10010, 0b10100, 0b01000, 0b10101, 0b10010, 0b01101)),
          Map.entry(' ', glyph(0b00000, 0b00000, 0b00000, 0b00000, 0b00000, 0b00000, 0b00000)));

  private DotLetters() {}

  /** How wide a text is, in dots. */
  static int width(String text) {
    return text.length() * ADVANCE;
  }

  /**
   * Draws a text in the colour that is set.
   *
   * @param x left edge, pixels
   * @param y upper edge, pixels
   * @param dot size of a dot, pixels
   */
  static void draw(Graphics2D graphics, String text, int x, int y, int dot) {
    String capitals = text.toUpperCase(Locale.ROOT);
    for (int i = 0; i < capitals.length(); i++) {
      draw(graphics, SIGNS.getOrDefault(capitals.charAt(i), OTHER), x + i * ADVANCE * dot, y, dot);
    }
  }

  private static void draw(Graphics2D graphics, int[] sign, int x, int y, int dot) {
    for (int row = 0; row < HEIGHT; row++) {
      for (int column = 0; column < WIDTH; column++) {
        if ((sign[row] >> (WIDTH - 1 - column) & 1) == 1) {
          graphics.fillRect(x + column * dot, y + row * dot, dot, dot);
        }
      }
    }
  }

  private static int[] glyph(int... rows) {
    return rows;
  }
}
