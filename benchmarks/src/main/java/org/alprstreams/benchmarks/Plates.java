package org.alprstreams.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Invented plates. */
public final class Plates {

  /** Letters that look like nothing else. */
  private static final String LETTERS = "ACEFHJKMNPRTUVWXY";

  private static final int LENGTH = 7;

  private Plates() {}

  /** Distinct plates, of which neighbours differ in nearly every character as in a street. */
  public static List<String> distinct(int count) {
    List<String> plates = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      StringBuilder plate = new StringBuilder();
      for (int rest = i, position = 0; position < LENGTH; position++) {
        int digit = rest % LETTERS.length();
        plate.append(LETTERS.charAt((digit + i * (position + 1)) % LETTERS.length()));
        rest /= LETTERS.length();
      }
      plates.add(plate.toString());
    }
    return plates;
  }
}
