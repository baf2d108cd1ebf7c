package org.alprstreams.simulation.plate;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Which texts a kind of plate may carry, and how they are grouped on the metal. */
public sealed interface PlateSyntax {
  /**
   * Draws one text.
   *
   * @return 2 to 8 characters of A–Z and 0–9, without separators
   */
  String draw(RandomGenerator random);

  /** Whether a text without separators could be on such a plate. */
  boolean matches(String text);

  /** The text as it is spaced on the plate, a space standing for each gap. */
  String spaced(String text);

  /**
   * A syntax of fixed places.
   *
   * @param pattern {@code A} a letter, {@code 9} a digit, a space a gap: {@code "9AAA999"}
   */
  static PlateSyntax of(String pattern) {
    return new Places(pattern);
  }

  /** Texts that owners choose: 2 to 7 characters. */
  static PlateSyntax personalised() {
    return new Personalised();
  }

  /** Fixed places. I, O and Q are left out, as most states do, since they read as 1 and 0. */
  record Places(String pattern) implements PlateSyntax {
    private static final String LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";

    /** Refuses anything but A, 9 and single inner spaces. */
    public Places {
      if (!pattern.matches("[A9]+( [A9]+)*")) {
        throw new IllegalArgumentException(
            "A plate pattern is made of A, 9 and single spaces, not '" + pattern + "'");
      }
    }

    @Override
    public String draw(RandomGenerator random) {
      StringBuilder text = new StringBuilder();
      for (char place : pattern.toCharArray()) {
        if (place == 'A') {
          text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        } else if (place == '9') {
          text.append((char) ('0' + random.nextInt(10)));
        }
      }
      return text.toString();
    }

    @Override
    public boolean matches(String text) {
      String places = pattern.replace(" ", "").replace("9", "[0-9]").replace("A", "[A-Z]");
      return Pattern.matches(places, text);
    }

    @Override
    public String spaced(String text) {
      if (text.length() != pattern.replace(" ", "").length()) {
        return text;
      }
      StringBuilder spaced = new StringBuilder();
      int next = 0;
      for (char place : pattern.toCharArray()) {
        spaced.append(place == ' ' ? ' ' : text.charAt(next++));
      }
      return spaced.toString();
    }
  }

  /** Invented words, sometimes with digits. */
  record Personalised() implements PlateSyntax {
    private static final List<String> WORDS =
        List.of(
            "SUNNY", "HIKER", "MAPLE", "OAKS", "BREEZE", "PICNIC", "TRAIL", "FOGGY", "VIOLA",
            "CELLO", "PUPPY", "BAKER", "SURFY", "TEATIME", "GARDEN", "KITE", "NEBULA", "PIXEL",
            "WAFFLE", "CYCLE", "LEMON", "RIVER", "COMET", "TURTLE");

    @Override
    public String draw(RandomGenerator random) {
      String word = WORDS.get(random.nextInt(WORDS.size()));
      int room = 7 - word.length();
      return switch (random.nextInt(3)) {
        case 0 -> word;
        case 1 -> room >= 1 ? word + (2 + random.nextInt(8)) : word;
        default -> room >= 2 ? (10 + random.nextInt(90)) + word : word;
      };
    }

    @Override
    public boolean matches(String text) {
      return text.matches("[A-Z0-9]{2,7}");
    }

    @Override
    public String spaced(String text) {
      return text;
    }
  }
}
