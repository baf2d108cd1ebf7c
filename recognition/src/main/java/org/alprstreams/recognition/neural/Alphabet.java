package org.alprstreams.recognition.neural;

/** The reader's classes: a blank, then 0–9, then A–Z. */
final class Alphabet {

  /** No character here, or the same one still. */
  static final int BLANK = 0;

  /** Classes in all. */
  static final int CLASSES = 37;

  private static final String CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private Alphabet() {}

  /**
   * The character of a class.
   *
   * @param symbol 1 to 36
   */
  static char character(int symbol) {
    return CHARACTERS.charAt(symbol - 1);
  }
}
