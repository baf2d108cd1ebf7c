package org.alprstreams.recognition.evaluation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A text laid along another with the fewest edits (Levenshtein), so that one can say which
 * character was taken for which. Where several ways are equally short, characters are rather taken
 * for one another than added and dropped, seen from the end.
 *
 * @param edits in the order of the text
 */
public record Alignment(List<Edit> edits) {

  public Alignment {
    edits = List.copyOf(edits);
  }

  /** What became of a character. */
  public enum Kind {
    /** Read as it is. */
    SAME,
    /** Read as another one. */
    CHANGED,
    /** On the plate, not in the reading. */
    MISSED,
    /** In the reading, not on the plate. */
    ADDED
  }

  /**
   * One step.
   *
   * @param truth the plate's character; {@link #NOTHING} where one was added
   * @param read the reading's character; {@link #NOTHING} where one was missed
   */
  public record Edit(Kind kind, char truth, char read) {

    /** Stands where there is no character. */
    public static final char NOTHING = 0;
  }

  /** Aligns a reading with the truth; both are compared as they are. */
  public static Alignment of(String truth, String read) {
    int[][] distance = distances(truth, read);
    Deque<Edit> edits = new ArrayDeque<>();
    int i = truth.length();
    int j = read.length();
    while (i > 0 || j > 0) {
      boolean same = i > 0 && j > 0 && truth.charAt(i - 1) == read.charAt(j - 1);
      if (i > 0 && j > 0 && distance[i][j] == distance[i - 1][j - 1] + (same ? 0 : 1)) {
        i--;
        j--;
        edits.push(new Edit(same ? Kind.SAME : Kind.CHANGED, truth.charAt(i), read.charAt(j)));
      } else if (i > 0 && distance[i][j] == distance[i - 1][j] + 1) {
        i--;
        edits.push(new Edit(Kind.MISSED, truth.charAt(i), Edit.NOTHING));
      } else {
        j--;
        edits.push(new Edit(Kind.ADDED, Edit.NOTHING, read.charAt(j)));
      }
    }
    return new Alignment(List.copyOf(edits));
  }

  private static int[][] distances(String truth, String read) {
    int[][] distance = new int[truth.length() + 1][read.length() + 1];
    for (int i = 0; i <= truth.length(); i++) {
      for (int j = 0; j <= read.length(); j++) {
        if (i == 0 || j == 0) {
          distance[i][j] = i + j;
        } else {
          int change = truth.charAt(i - 1) == read.charAt(j - 1) ? 0 : 1;
          distance[i][j] =
              Math.min(
                  distance[i - 1][j - 1] + change,
                  Math.min(distance[i - 1][j], distance[i][j - 1]) + 1);
        }
      }
    }
    return distance;
  }
}
