package org.alprstreams.simulation.plate;

/**
 * A line of small lettering on a plate.
 *
 * @param text printable ASCII, empty for none
 * @param rgb 0xRRGGBB
 * @param capHeight share of the plate's height
 */
record Lettering(String text, GlyphFace face, int rgb, double capHeight) {
  static Lettering none() {
    return new Lettering("", GlyphFace.BARLOW_MEDIUM, 0, 0.08);
  }
}
