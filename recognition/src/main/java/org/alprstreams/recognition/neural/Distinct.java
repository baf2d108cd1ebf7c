package org.alprstreams.recognition.neural;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Of proposals for one place keeps the best: non-maximum suppression. */
final class Distinct {

  /** Two plates never overlap this much; two proposals for one plate usually do. */
  private static final double SAME_PLACE = 0.3;

  /** A part of a plate proposed for itself lies within the whole. */
  private static final double PART = 0.7;

  private Distinct() {}

  /**
   * Chooses proposals.
   *
   * @param most how many to keep at most
   * @return the best, best first
   */
  static List<Proposal> best(List<Proposal> proposals, int most) {
    List<Proposal> kept = new ArrayList<>();
    proposals.stream()
        .sorted(Comparator.comparingDouble(Proposal::score).reversed())
        .filter(proposal -> kept.size() < most)
        .filter(proposal -> kept.stream().noneMatch(better -> samePlace(proposal, better)))
        .forEach(kept::add);
    return kept;
  }

  private static boolean samePlace(Proposal proposal, Proposal better) {
    Bounds bounds = proposal.bounds();
    return bounds.overlap(better.bounds()) > SAME_PLACE
        || bounds.shareOfSmaller(better.bounds()) > PART;
  }
}
