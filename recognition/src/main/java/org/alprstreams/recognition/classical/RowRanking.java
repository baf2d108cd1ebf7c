package org.alprstreams.recognition.classical;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Tells rows of characters that may be plates from the rest of what a street shows. */
final class RowRanking {

  /** Plates with fewer characters exist, but a street is full of threes that are no plate. */
  private static final int FEWEST_CHARACTERS = 4;

  /** How much uneven baselines and heights count against characters more or less. */
  private static final double UNEVENNESS = 6;

  private RowRanking() {}

  /** The most plate-like rows, best first, one for each place. */
  static List<CharacterRow> best(List<CharacterRow> rows, int count) {
    List<CharacterRow> kept = new ArrayList<>();
    rows.stream()
        .filter(row -> rows.stream().noneMatch(other -> isLineOfSameText(row, other)))
        .sorted(Comparator.comparingDouble(RowRanking::score).reversed())
        .filter(row -> kept.stream().noneMatch(better -> samePlace(row, better)))
        .limit(count)
        .forEach(kept::add);
    return kept;
  }

  /** The row that fills a crop best: the serial is printed larger than all else on a plate. */
  static Optional<CharacterRow> tallest(List<CharacterRow> rows) {
    return rows.stream()
        .max(
            Comparator.comparingDouble(row -> row.height() * Math.min(8, row.characters().size())));
  }

  /**
   * How much a row that was read looks like a plate.
   *
   * @param row the row
   * @param read characters read in it
   * @return 0 to 1
   */
  static double plausibility(CharacterRow row, int read) {
    int seen = row.characters().size();
    double counted = seen == read ? 1 : 0.3;
    double enough = read < FEWEST_CHARACTERS ? 0.1 : read == FEWEST_CHARACTERS ? 0.6 : 1;
    double even = 1 / (1 + row.unevenness() + row.heightSpread());
    return counted * enough * even;
  }

  private static double score(CharacterRow row) {
    return Math.min(8, row.characters().size())
        - UNEVENNESS * (row.unevenness() + row.heightSpread());
  }

  /** Signs carry lines of one size below each other; a plate's serial stands alone. */
  private static boolean isLineOfSameText(CharacterRow row, CharacterRow other) {
    double apart = Math.abs(row.centreY() - other.centreY()) / row.height();
    double size = other.height() / row.height();
    double shared = Math.min(row.right(), other.right()) - Math.max(row.left(), other.left());
    double shorter = Math.min(row.right() - row.left(), other.right() - other.left());
    return other.characters().size() >= FEWEST_CHARACTERS
        && row.threshold().darkOnLight() == other.threshold().darkOnLight()
        && size > 0.6
        && size < 1.7
        && apart > 0.9
        && apart < 2.2
        && shared > 0.6 * shorter
        && other.unevenness() + other.heightSpread() < 0.12;
  }

  private static boolean samePlace(CharacterRow row, CharacterRow better) {
    return Math.abs(row.centreY() - better.centreY()) < 0.5 * better.height()
        && row.left() < better.right()
        && row.right() > better.left();
  }
}
