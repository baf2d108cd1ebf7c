package org.alprstreams.simulation.plate;

/**
 * A plate as issued: what it says and how it looks.
 *
 * @param text 2 to 8 characters of A–Z and 0–9; need not follow the style's syntax
 */
public record Plate(String text, PlateStyle style) {
  /** Refuses a text that no plate could carry. */
  public Plate {
    if (!text.matches("[A-Z0-9]{2,8}")) {
      throw new IllegalArgumentException(
          "A plate's text is 2 to 8 characters of A-Z and 0-9; this one has "
              + text.length()
              + " characters or others among them");
    }
  }

  /** Two-letter postal code. */
  public String state() {
    return style.state();
  }
}
