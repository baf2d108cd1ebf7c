package org.alprstreams.matching.passage;

import java.util.Objects;
import org.alprstreams.avro.PlateRead;

/** Whether a passage is due for publication, and with what. */
enum Publication {
  /** Nothing to say, or not certain enough yet. */
  NONE,
  /** The read alone: only its counts and times are new. */
  READ,
  /** The read with its images. */
  WITH_IMAGES;

  /**
   * Share of the looks' weight that must agree on the number of characters before a passage is
   * published while it is still going on.
   */
  private static final double CLEAR_LENGTH = 0.6;

  /**
   * While a passage goes on it is published when it is certain, and again when text or state
   * change. When it closes it is published if it is readable, with its final counts, and with its
   * images if a better look came after those published.
   */
  static Publication of(Passage passage, PassageRules rules, boolean closing) {
    if (!isCertain(passage.vote(), rules, closing)) {
      return NONE;
    }
    if (passage.published().isEmpty()) {
      return WITH_IMAGES;
    }
    PlateRead published = passage.published().get();
    if (saysOtherwise(passage, published)) {
      return WITH_IMAGES;
    }
    if (!closing || published.getLooks() == passage.lookCount()) {
      return NONE;
    }
    return passage.publishedLook().filter(passage.best().id()::equals).isPresent()
        ? READ
        : WITH_IMAGES;
  }

  private static boolean isCertain(Vote vote, PassageRules rules, boolean closing) {
    if (closing) {
      return vote.confidence() >= rules.minimumConfidence();
    }
    return vote.confidence() >= rules.publishConfidence() && vote.lengthShare() >= CLEAR_LENGTH;
  }

  private static boolean saysOtherwise(Passage passage, PlateRead published) {
    return !published.getPlateText().equals(passage.vote().text().value())
        || !Objects.equals(published.getState(), passage.vote().state().orElse(null));
  }
}
