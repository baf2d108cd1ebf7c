package org.alprstreams.retention.store;

import java.util.Optional;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadStatus;

/** Which revisions of a read come too late to be kept; the same of a read and of its images. */
final class LateRevisions {

  private final CorrectedAway correctedAway;

  /**
   * @param correctedAway of the same task
   */
  LateRevisions(CorrectedAway correctedAway) {
    this.correctedAway = correctedAway;
  }

  /**
   * Whether a revision is delivered again, after what replaced it, or would undo what a person
   * corrected.
   *
   * @param kept the revision that is kept
   */
  boolean include(PlateRead revision, Optional<PlateRead> kept) {
    return kept.map(before -> standsAgainst(before, revision))
        .orElseGet(() -> isRevised(revision) && correctedAway.has(revision));
  }

  private static boolean standsAgainst(PlateRead kept, PlateRead revision) {
    boolean undoes = !kept.getCorrections().isEmpty() && isReadersOwn(revision);
    return undoes || kept.getRevision() > revision.getRevision();
  }

  /** Whether it says what was read, and nothing of what a person corrected. */
  private static boolean isReadersOwn(PlateRead revision) {
    return revision.getStatus() == ReadStatus.CURRENT && revision.getCorrections().isEmpty();
  }

  /** A first revision can have nothing corrected behind it: most reads cost no search for that. */
  private static boolean isRevised(PlateRead read) {
    return isReadersOwn(read) && read.getRevision() > 0;
  }
}
