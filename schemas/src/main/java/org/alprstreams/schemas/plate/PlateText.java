package org.alprstreams.schemas.plate;

import java.util.Locale;
import java.util.Optional;

/**
 * The text of a plate: upper-case A–Z and 0–9 only, {@value #MIN_LENGTH} to {@value #MAX_LENGTH}
 * characters. Nothing is folded: O and 0 stay different.
 *
 * @param value the text
 */
public record PlateText(String value) {

  /** Fewest characters of a plate; California issues personalised plates from two on. */
  public static final int MIN_LENGTH = 2;

  /** Most characters of a plate in the United States. */
  public static final int MAX_LENGTH = 8;

  /** Dots in the middle of a line, and the minus that stands for a dash. */
  private static final String SEPARATORS = ".\u00B7\u2022\u2212";

  /** What decoders write for bytes that are no character. */
  private static final char LOST = '\uFFFD';

  /**
   * @throws IllegalArgumentException if the value is not plate text; the message does not quote it,
   *     because messages end up in logs
   */
  public PlateText {
    if (!isPlateText(value)) {
      throw noPlateText(value);
    }
  }

  private static IllegalArgumentException noPlateText(String value) {
    return new IllegalArgumentException(
        "Plate text has "
            + MIN_LENGTH
            + " to "
            + MAX_LENGTH
            + " characters of A-Z and 0-9; this value does not (its length is "
            + value.length()
            + ").");
  }

  /**
   * Upper-cases, drops what separates (blanks, dashes, dots), and checks. Nothing else is dropped,
   * be it a letter of another script, a wildcard or a control character: a plate without it is
   * another plate.
   *
   * @throws IllegalArgumentException if it is not plate text
   */
  public static PlateText parse(String written) {
    return tryParse(written).orElseThrow(() -> noPlateText(written));
  }

  /** Like {@link #parse}, but empty where it is not plate text. */
  public static Optional<PlateText> tryParse(String written) {
    if (hasForeign(written) || hasGarbage(written) || PartialPlate.isMeant(written)) {
      return Optional.empty();
    }
    String cleaned = clean(written);
    return isPlateText(cleaned) ? Optional.of(new PlateText(cleaned)) : Optional.empty();
  }

  /**
   * Whether something written has a letter or digit that no plate here has, or one that was lost
   * when it was decoded: {@code MÜ123} is not {@code M123}.
   */
  public static boolean hasForeign(String written) {
    return written.chars().anyMatch(c -> isForeign((char) c));
  }

  private static boolean isForeign(char c) {
    return c > 127 && (Character.isLetterOrDigit(c) || Character.isSurrogate(c) || c == LOST);
  }

  /**
   * Whether something written has a character that is neither of a plate, known in part or whole,
   * nor what agencies separate its groups with: a control character, one without width, a line's
   * end, or a sign such as {@code #}.
   */
  public static boolean hasGarbage(String written) {
    return written.chars().anyMatch(c -> isGarbage((char) c));
  }

  private static boolean isGarbage(char c) {
    return !Character.isLetterOrDigit(c)
        && !isForeign(c)
        && !isSeparator(c)
        && !PartialPlate.isWildcard(c);
  }

  private static boolean isSeparator(char c) {
    int type = Character.getType(c);
    return type == Character.SPACE_SEPARATOR
        || type == Character.DASH_PUNCTUATION
        || SEPARATORS.indexOf(c) >= 0;
  }

  /** Number of characters, {@value #MIN_LENGTH} to {@value #MAX_LENGTH}. */
  public int length() {
    return value.length();
  }

  /** The plate itself is personal data: it never gets into a log by way of string concatenation. */
  @Override
  public String toString() {
    return "PlateText[" + value.length() + " characters]";
  }

  static boolean isPlateCharacter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean isPlateText(String text) {
    return text.length() >= MIN_LENGTH
        && text.length() <= MAX_LENGTH
        && text.chars().allMatch(c -> isPlateCharacter((char) c));
  }

  private static String clean(String written) {
    StringBuilder kept = new StringBuilder(written.length());
    written
        .toUpperCase(Locale.ROOT)
        .chars()
        .filter(c -> isPlateCharacter((char) c))
        .forEach(c -> kept.append((char) c));
    return kept.toString();
  }
}
