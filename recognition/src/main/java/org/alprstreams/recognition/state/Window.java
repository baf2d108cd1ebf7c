package org.alprstreams.recognition.state;

/**
 * Which part of a band is read. A second window over the same band gives the print another chance:
 * a sticker or bolt that spoils one may lie outside the other.
 *
 * @param band above or below the serial
 * @param edge share of the plate's height left out at its edge
 * @param side share of the plate's width left out left and right, where stickers are
 * @param height in pixels to which the strip is scaled for Tesseract
 */
record Window(Band band, double edge, double side, int height) {}
