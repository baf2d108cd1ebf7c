package org.alprstreams.schemas.plate;

import java.util.List;

/**
 * Classes of characters that readers, and people, take for one another.
 *
 * <p>The classes are versioned: plate keys of different versions must not be joined, so a change
 * here is a migration of every keyed topic.
 */
public final class LookAlikes {

  /** Version of the classes, part of whatever is derived from them. */
  public static final int VERSION = 1;

  /** Each class, its representative first. Characters in no class stand for themselves. */
  private static final List<String> CLASSES = List.of("0ODQ", "1IL", "2Z", "5S", "8B", "6G");

  private static final char[] REPRESENTATIVE = representatives();

  private LookAlikes() {}

  private static char[] representatives() {
    char[] table = new char[128];
    for (char c = 0; c < table.length; c++) {
      table[c] = c;
    }
    for (String members : CLASSES) {
      for (char member : members.toCharArray()) {
        table[member] = members.charAt(0);
      }
    }
    return table;
  }

  /**
   * The character that stands for the class of {@code c}.
   *
   * @param c one of A–Z or 0–9
   * @throws IllegalArgumentException if it is anything else
   */
  public static char representative(char c) {
    return REPRESENTATIVE[checked(c)];
  }

  /**
   * Whether two characters are of one class; every character looks like itself.
   *
   * @throws IllegalArgumentException if either is not one of A–Z or 0–9
   */
  public static boolean same(char a, char b) {
    return representative(a) == representative(b);
  }

  /**
   * All members of the class of {@code c}, {@code c} included.
   *
   * @throws IllegalArgumentException if it is not one of A–Z or 0–9
   */
  public static String classOf(char c) {
    char representative = representative(c);
    for (String members : CLASSES) {
      if (members.charAt(0) == representative) {
        return members;
      }
    }
    return String.valueOf(c);
  }

  private static char checked(char c) {
    if (!PlateText.isPlateCharacter(c)) {
      throw new IllegalArgumentException(
          "A plate character is one of A-Z or 0-9; this one has the code " + (int) c + ".");
    }
    return c;
  }
}
