package org.alprstreams.recognition.reader;

/**
 * One possibility for one character.
 *
 * @param character A–Z or 0–9
 * @param probability 0 to 1
 */
public record CharacterGuess(char character, double probability) {

  public CharacterGuess {
    if (!(character >= 'A' && character <= 'Z' || character >= '0' && character <= '9')) {
      throw new IllegalArgumentException(
          "A plate's character is A-Z or 0-9, got code point " + (int) character);
    }
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("A probability lies between 0 and 1, got " + probability);
    }
  }
}
