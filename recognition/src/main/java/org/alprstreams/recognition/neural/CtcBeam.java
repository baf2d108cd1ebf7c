package org.alprstreams.recognition.neural;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Prefix beam search over the steps of a reader that was trained with connectionist temporal
 * classification (Graves et al., 2006; Hannun et al., 2014): a text's probability is the sum over
 * all ways to write it along the steps, where equal neighbours are one character unless a blank
 * stands between them.
 *
 * <p>Probabilities are kept relative to the best of each step and their scale as a logarithm, so
 * that long and unlikely texts do not vanish.
 */
final class CtcBeam {

  /** A class less probable than this starts no new character. */
  private static final double LEAST = 1e-4;

  private final int width;

  /**
   * Sets the width.
   *
   * @param width texts kept at each step, 1 or more
   */
  CtcBeam(int width) {
    this.width = width;
  }

  /**
   * Finds the most probable texts.
   *
   * @param steps probabilities, {@link Alphabet#CLASSES} for each step
   * @return at most {@code width} different texts with their probabilities, best first; none when
   *     the steps are no probabilities
   */
  List<Spelling> search(float[] steps) {
    Prefix root = new Prefix(null, Alphabet.BLANK);
    root.blank = 1;
    List<Prefix> beam = List.of(root);
    double scale = 0;
    for (int at = 0; at + Alphabet.CLASSES <= steps.length; at += Alphabet.CLASSES) {
      beam = step(beam, steps, at);
      double best = beam.get(0).total();
      if (!(best > 0)) {
        return List.of();
      }
      for (Prefix prefix : beam) {
        prefix.blank /= best;
        prefix.symbolic /= best;
      }
      scale += Math.log(best);
    }
    List<Spelling> spellings = new ArrayList<>(beam.size());
    for (Prefix prefix : beam) {
      double probability = Math.exp(Math.log(prefix.total()) + scale);
      spellings.add(new Spelling(prefix.text(), Math.min(1, probability)));
    }
    return spellings;
  }

  private List<Prefix> step(List<Prefix> beam, float[] steps, int at) {
    List<Prefix> grown = new ArrayList<>(2 * beam.size());
    for (Prefix prefix : beam) {
      double total = prefix.total();
      prefix.reached(grown).nextBlank += total * steps[at + Alphabet.BLANK];
      if (prefix.parent != null) {
        // Written twice without a blank, a character is still one.
        prefix.nextSymbolic += prefix.symbolic * steps[at + prefix.symbol];
      }
      for (int symbol = 1; symbol < Alphabet.CLASSES; symbol++) {
        double probability = steps[at + symbol];
        if (probability >= LEAST) {
          boolean again = prefix.parent != null && prefix.symbol == symbol;
          double mass = (again ? prefix.blank : total) * probability;
          if (mass > 0) {
            prefix.child(symbol).reached(grown).nextSymbolic += mass;
          }
        }
      }
    }
    grown.forEach(Prefix::advance);
    grown.sort(Comparator.comparingDouble(Prefix::total).reversed());
    return grown.size() <= width ? grown : new ArrayList<>(grown.subList(0, width));
  }

  /** A text as a path from the root, and the probability of the ways to write it so far. */
  private static final class Prefix {

    private final Prefix parent;
    private final int symbol;
    private final List<Prefix> children = new ArrayList<>(2);
    private double blank;
    private double symbolic;
    private double nextBlank;
    private double nextSymbolic;
    private boolean listed;

    private Prefix(Prefix parent, int symbol) {
      this.parent = parent;
      this.symbol = symbol;
    }

    double total() {
      return blank + symbolic;
    }

    /** Notes that some way leads to this text at the present step. */
    Prefix reached(List<Prefix> grown) {
      if (!listed) {
        listed = true;
        grown.add(this);
      }
      return this;
    }

    Prefix child(int next) {
      for (Prefix child : children) {
        if (child.symbol == next) {
          return child;
        }
      }
      Prefix child = new Prefix(this, next);
      children.add(child);
      return child;
    }

    void advance() {
      blank = nextBlank;
      symbolic = nextSymbolic;
      nextBlank = 0;
      nextSymbolic = 0;
      listed = false;
    }

    String text() {
      StringBuilder text = new StringBuilder();
      for (Prefix prefix = this; prefix.parent != null; prefix = prefix.parent) {
        text.append(Alphabet.character(prefix.symbol));
      }
      return text.reverse().toString();
    }
  }
}
