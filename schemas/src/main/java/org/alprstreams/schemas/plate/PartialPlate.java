package org.alprstreams.schemas.plate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A plate of which only a part is known: letters and digits, {@code ?} for one unknown character,
 * {@code *} for any number of them, none included. {@code 7AB*12?} is what a witness remembers.
 *
 * <p>At least {@value #LEAST_KNOWN} characters are known: with fewer, a good part of a town's
 * traffic would match.
 *
 * @param value the pattern, upper case
 */
public record PartialPlate(String value) {

  /** Fewest known characters. */
  public static final int LEAST_KNOWN = 3;

  /** Longest pattern, wildcards included. */
  public static final int MAX_LENGTH = 16;

  private static final char ONE = '?';
  private static final char RUN = '*';
  private static final int IMPOSSIBLE = Integer.MAX_VALUE;

  /**
   * @throws IllegalArgumentException if the value is not such a pattern; the message does not quote
   *     it, because messages end up in logs
   */
  public PartialPlate {
    if (!isPartialPlate(value)) {
      throw new IllegalArgumentException(
          "A partial plate has "
              + LEAST_KNOWN
              + " or more characters of A-Z and 0-9, at least one ? or *, no ** and at most "
              + PlateText.MAX_LENGTH
              + " characters besides *; this value has not (its length is "
              + value.length()
              + ").");
    }
  }

  /** Where a plate and a pattern differ: position in the plate, 0 is the leftmost, and both. */
  public record Substitution(int position, char read, char listed) {}

  static boolean isWildcard(char c) {
    return c == ONE || c == RUN;
  }

  /** Whether something written is meant as a partial plate: it has a wildcard. */
  public static boolean isMeant(String written) {
    return written.indexOf(ONE) >= 0 || written.indexOf(RUN) >= 0;
  }

  /**
   * Upper-cases, drops what separates, and checks; empty where it is no partial plate. As in {@link
   * PlateText#parse}, nothing else is dropped.
   */
  public static Optional<PartialPlate> tryParse(String written) {
    if (PlateText.hasForeign(written) || PlateText.hasGarbage(written)) {
      return Optional.empty();
    }
    String cleaned =
        written.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9?*]", "").replaceAll("\\*+", "*");
    return isPartialPlate(cleaned) ? Optional.of(new PartialPlate(cleaned)) : Optional.empty();
  }

  /**
   * The fewest look-alike characters in which a plate differs from this pattern, left to right, or
   * empty where it does not fit: another length, or a character that looks otherwise.
   *
   * @param most give up where there are more than this many
   */
  public Optional<List<Substitution>> match(PlateText plate, int most) {
    int[][] costs = costs(plate.value());
    int cost = costs[plate.length()][value.length()];
    return cost == IMPOSSIBLE || cost > most
        ? Optional.empty()
        : Optional.of(trace(plate.value(), costs));
  }

  /**
   * Matches the {@link PlateKey} of every plate that fits this pattern, and of every one that would
   * if look-alike characters were the same; no other.
   */
  public Pattern keys() {
    return Pattern.compile(
        value.chars().mapToObj(c -> ofKeys((char) c)).collect(Collectors.joining()));
  }

  private static String ofKeys(char c) {
    return switch (c) {
      case ONE -> ".";
      case RUN -> ".*";
      default -> String.valueOf(LookAlikes.representative(c));
    };
  }

  /** What all those keys begin with: what is known before the first wildcard. May be empty. */
  public String keyPrefix() {
    return value
        .chars()
        .takeWhile(c -> c != ONE && c != RUN)
        .mapToObj(c -> ofKeys((char) c))
        .collect(Collectors.joining());
  }

  /**
   * {@code costs[i][j]}: the fewest substitutions that fit the first i characters to the first j.
   */
  private int[][] costs(String plate) {
    int[][] costs = new int[plate.length() + 1][value.length() + 1];
    for (int i = 0; i <= plate.length(); i++) {
      for (int j = 0; j <= value.length(); j++) {
        costs[i][j] = i == 0 && j == 0 ? 0 : cost(plate, costs, i, j);
      }
    }
    return costs;
  }

  private int cost(String plate, int[][] costs, int i, int j) {
    if (j == 0) {
      return IMPOSSIBLE;
    }
    if (value.charAt(j - 1) == RUN) {
      return Math.min(costs[i][j - 1], i == 0 ? IMPOSSIBLE : costs[i - 1][j]);
    }
    if (i == 0 || costs[i - 1][j - 1] == IMPOSSIBLE) {
      return IMPOSSIBLE;
    }
    int substitution = substitution(plate.charAt(i - 1), value.charAt(j - 1));
    return substitution == IMPOSSIBLE ? IMPOSSIBLE : costs[i - 1][j - 1] + substitution;
  }

  private static int substitution(char read, char listed) {
    if (listed == ONE || listed == read) {
      return 0;
    }
    return LookAlikes.same(read, listed) ? 1 : IMPOSSIBLE;
  }

  private List<Substitution> trace(String plate, int[][] costs) {
    Deque<Substitution> found = new ArrayDeque<>();
    int i = plate.length();
    int j = value.length();
    while (j > 0) {
      char listed = value.charAt(j - 1);
      if (listed != RUN) {
        i--;
        j--;
        if (substitution(plate.charAt(i), listed) > 0) {
          found.addFirst(new Substitution(i, plate.charAt(i), listed));
        }
      } else if (costs[i][j] == costs[i][j - 1]) {
        j--;
      } else {
        i--;
      }
    }
    return List.copyOf(found);
  }

  private static boolean isPartialPlate(String value) {
    long known = value.chars().filter(c -> PlateText.isPlateCharacter((char) c)).count();
    long unknown = value.chars().filter(c -> c == ONE).count();
    long runs = value.chars().filter(c -> c == RUN).count();
    return known + unknown + runs == value.length()
        && value.length() <= MAX_LENGTH
        && unknown + runs > 0
        && known >= LEAST_KNOWN
        && known + unknown <= PlateText.MAX_LENGTH
        && !value.contains("**");
  }

  /** Personal data, as a whole plate is. */
  @Override
  public String toString() {
    return "PartialPlate[" + value.length() + " characters]";
  }
}
