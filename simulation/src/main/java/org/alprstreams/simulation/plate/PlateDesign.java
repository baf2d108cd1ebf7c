package org.alprstreams.simulation.plate;

/**
 * The looks of a plate before any wear. Colours are 0xRRGGBB.
 *
 * @param top colour of the upper edge; blends into the middle, then into the bottom
 * @param ink colour of the characters
 * @param characterHeight cap height as a share of the plate's height, about 0.4
 * @param motifRgb colour of the picture, blended into the background
 * @param stickers whether registration stickers sit in the upper corners
 */
record PlateDesign(
    int top,
    int middle,
    int bottom,
    int ink,
    GlyphFace face,
    double characterHeight,
    Lettering heading,
    Lettering footing,
    Motif motif,
    int motifRgb,
    boolean stickers) {}
