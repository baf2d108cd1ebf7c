package org.alprstreams.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a set of labelled frames: {@code RenderSet --out DIR --frames N --seed S [--no-plates]}.
 */
public final class RenderSet {
  private static final String USAGE =
      "Usage: RenderSet --out DIR --frames N [--seed S] [--no-plates]";

  private RenderSet() {}

  /** Entry point; exits with 2 when the arguments are wrong. */
  public static void main(String[] args) throws IOException {
    System.setProperty("java.awt.headless", "true");
    try {
      RenderedSet set = parse(List.of(args));
      set.write();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(USAGE);
      System.exit(2);
    }
  }

  static RenderedSet parse(List<String> args) {
    Map<String, String> values = new HashMap<>();
    boolean plates = true;
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      switch (arg) {
        case "--no-plates" -> plates = false;
        case "--out", "--frames", "--seed" -> {
          if (i + 1 == args.size()) {
            throw new IllegalArgumentException(arg + " needs a value");
          }
          values.put(arg, args.get(++i));
        }
        default -> throw new IllegalArgumentException("Unknown argument '" + arg + "'");
      }
    }
    if (!values.containsKey("--out") || !values.containsKey("--frames")) {
      throw new IllegalArgumentException("--out and --frames are required");
    }
    return new RenderedSet(
        Path.of(values.get("--out")),
        Math.toIntExact(number("--frames", values.get("--frames"))),
        number("--seed", values.getOrDefault("--seed", "1")),
        plates);
  }

  private static long number(String name, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " must be a whole number, not '" + value + "'", e);
    }
  }
}
