package org.alprstreams.schemas.plate;

/**
 * A plate text with every character replaced by the representative of its look-alike class. Reads
 * and hotlist meet on it, which makes look-alike matching an equi-join.
 *
 * @param value the folded text
 */
public record PlateKey(String value) {

  /**
   * @throws IllegalArgumentException if the value is not a folded plate text
   */
  public PlateKey {
    if (!fold(new PlateText(value)).equals(value)) {
      throw new IllegalArgumentException(
          "A plate key holds representatives of look-alike classes only: make it with"
              + " PlateKey.of(PlateText).");
    }
  }

  /** The key of a text. */
  public static PlateKey of(PlateText text) {
    return new PlateKey(fold(text));
  }

  private static String fold(PlateText text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.value().chars().forEach(c -> folded.append(LookAlikes.representative((char) c)));
    return folded.toString();
  }

  /** Personal data, as the text is. */
  @Override
  public String toString() {
    return "PlateKey[" + value.length() + " characters]";
  }
}
