package org.alprstreams.deploy.optout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.alprstreams.schemas.plate.LookAlikes;

/**
 * Made-up plates of seven characters, any two of which differ in four or more, so that neither one
 * misread nor two make one of another. Each has three look-alike characters or more.
 */
public final class Plates {

  static final int LENGTH = 7;

  private static final String FORM = "NLLLNNN";
  private static final String DIGITS = "0123456789";
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int LEAST_LOOK_ALIKES = 3;

  private final Random random;
  private final Set<String> masks = new HashSet<>();

  public Plates(long seed) {
    random = new Random(seed);
  }

  /** That many more plates, far from all before. */
  public List<String> next(int count) {
    List<String> plates = new ArrayList<>();
    while (plates.size() < count) {
      String plate = candidate();
      List<String> mine = masksOf(plate);
      if (lookAlikePositions(plate).size() >= LEAST_LOOK_ALIKES
          && mine.stream().noneMatch(masks::contains)) {
        masks.addAll(mine);
        plates.add(plate);
      }
    }
    return plates;
  }

  /** Positions whose character looks like others. */
  static List<Integer> lookAlikePositions(String plate) {
    return IntStream.range(0, plate.length())
        .filter(i -> LookAlikes.classOf(plate.charAt(i)).length() > 1)
        .boxed()
        .toList();
  }

  /** The plate with a character that looks like its own at one position. */
  static String misread(String plate, int position) {
    char own = plate.charAt(position);
    String alike = LookAlikes.classOf(own);
    char other = alike.charAt((alike.indexOf(own) + 1) % alike.length());
    return plate.substring(0, position) + other + plate.substring(position + 1);
  }

  private String candidate() {
    StringBuilder plate = new StringBuilder(LENGTH);
    for (char kind : FORM.toCharArray()) {
      String of = kind == 'N' ? DIGITS : LETTERS;
      plate.append(of.charAt(random.nextInt(of.length())));
    }
    return plate.toString();
  }

  /**
   * The plate with each three of its positions blanked: two plates share one if at most 3 differ.
   */
  private static List<String> masksOf(String plate) {
    List<String> masks = new ArrayList<>();
    for (int i = 0; i < LENGTH; i++) {
      for (int j = i + 1; j < LENGTH; j++) {
        for (int k = j + 1; k < LENGTH; k++) {
          char[] mask = plate.toCharArray();
          mask[i] = mask[j] = mask[k] = '_';
          masks.add(new String(mask));
        }
      }
    }
    return masks;
  }
}
