package org.alprstreams.matching.passage;

import java.util.Optional;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.matching.look.StateReading;

/**
 * Whether a passage is due for publication, and with what.
 *
 * <p>While a vehicle passes, its read is published when it is certain, and again when text or state
 * change; once it is quiet, a doubtful one is published too, and a better look's images; when it is
 * over, its final counts, and that it is: from then on a person may correct it, most of all where
 * looks contradicted each other to the end.
 *
 * <p>Each revision halves the doubt that the next one may leave: a reader that cannot decide
 * between two characters, look after look, settles on one instead of changing read and alerts for
 * as long as the vehicle is in view.
 */
enum Publication {
  /** Nothing to say, or not certain enough yet. */
  NONE,
  /**
   * What was published last, and that it is over: what the looks say now is another text, and not
   * certain enough.
   */
  AS_BEFORE,
  /** The read alone: only its counts and times are new, and that it is over. */
  READ,
  /** The read with its images. */
  WITH_IMAGES;

  /**
   * Share of the looks' weight that must agree on the number of characters before a passage is
   * published while it is still going on, or on the state before a read is revised.
   */
  private static final double CLEAR = 0.6;

  static Publication of(Passage passage, PassageRules rules, Moment moment) {
    if (passage.published().isEmpty()) {
      return isCertain(passage.vote(), rules, moment, 0) ? WITH_IMAGES : NONE;
    }
    PlateRead published = passage.published().get();
    if (!published.getPlateText().equals(passage.vote().text().value())) {
      if (isCertain(passage.vote(), rules, moment, changes(passage, published, moment))) {
        return WITH_IMAGES;
      }
      return moment == Moment.OVER ? AS_BEFORE : NONE;
    }
    if (isOtherState(passage.vote(), published, moment)) {
      return WITH_IMAGES;
    }
    if (moment == Moment.PASSING) {
      return NONE;
    }
    if (passage.best().fit(passage.vote().text()) > passage.publishedFit()) {
      return WITH_IMAGES;
    }
    return moment == Moment.OVER ? READ : NONE;
  }

  /** A camera that follows vehicles itself has weighed its words; its last one counts. */
  private static int changes(Passage passage, PlateRead published, Moment moment) {
    if (passage.isTracked()) {
      return 0;
    }
    return published.getRevision() + (moment == Moment.PASSING ? 1 : 0);
  }

  private static boolean isCertain(Vote vote, PassageRules rules, Moment moment, int changes) {
    if (moment != Moment.PASSING) {
      return vote.confidence() >= demanded(rules.minimumConfidence(), changes);
    }
    return vote.confidence() >= demanded(rules.publishConfidence(), changes)
        && vote.lengthShare() >= CLEAR;
  }

  /** By what alerts are compared with: the same state, doubtful at first, is another one then. */
  private static boolean isOtherState(Vote vote, PlateRead published, Moment moment) {
    Optional<String> said = StateReading.of(published.getState(), published.getStateConfidence());
    Optional<String> now = vote.state().flatMap(s -> StateReading.of(s, vote.stateConfidence()));
    if (said.equals(now)) {
      return false;
    }
    return moment == Moment.OVER
        || said.isEmpty()
        || vote.stateShare() >= demanded(CLEAR, published.getRevision() + 1);
  }

  private static double demanded(double atFirst, int changes) {
    return 1 - (1 - atFirst) / Math.scalb(1.0, changes);
  }
}
