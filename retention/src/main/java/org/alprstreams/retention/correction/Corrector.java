package org.alprstreams.retention.correction;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.retention.query.LocalReads;
import org.alprstreams.retention.query.ReadsUnavailable;
import org.alprstreams.retention.write.Register;

/**
 * Corrects reads that this instance keeps, by the way that every revision takes: through the
 * topics, so that stores, images and alerts follow as they follow a better look.
 */
final class Corrector {

  /**
   * How long a read whose passage is not over is waited for, from its last look known: matching's
   * next revision would take the correction's place. One that is not over by then never will be:
   * its last revision was lost, or written by a version that did not say so.
   */
  private static final Duration UNFINISHED = Duration.ofHours(12);

  private final LocalReads reads;
  private final Register<PlateRead> texts;
  private final Register<ReadImage> images;
  private final Duration longest;
  private final Clock clock;

  /**
   * @param longest how long after its capture a read is corrected at the latest: its copy in the
   *     topics of reads lies among those of today, and stays there with them
   */
  Corrector(
      LocalReads reads,
      Register<PlateRead> texts,
      Register<ReadImage> images,
      Duration longest,
      Clock clock) {
    this.reads = reads;
    this.texts = texts;
    this.images = images;
    this.longest = longest;
    this.clock = clock;
  }

  /**
   * @throws ReadsUnavailable if the read's partition is moving or the broker does not acknowledge;
   *     it may then be corrected or not, and can be asked for again
   */
  CorrectionOutcome correct(CorrectionCall call) {
    Optional<ReadImage> kept = reads.find(call.read());
    if (kept.isEmpty()) {
      return CorrectionOutcome.NO_SUCH_READ;
    }
    if (mayBeRevised(kept.get().getRead())) {
      return CorrectionOutcome.STILL_IN_SIGHT;
    }
    if (clock.instant().isAfter(kept.get().getRead().getCapturedAt().plus(longest))) {
      return CorrectionOutcome.TOO_OLD;
    }
    CorrectedRead corrected = CorrectedRead.of(kept.get(), call);
    // In this order: whatever fails, the read is still there, and can be corrected again.
    write(corrected.corrected());
    if (corrected.retraction() != null) {
      write(corrected.retraction());
    }
    return CorrectionOutcome.CORRECTED;
  }

  private boolean mayBeRevised(PlateRead read) {
    return !read.getOver() && clock.instant().isBefore(read.getLastSeenAt().plus(UNFINISHED));
  }

  /** Under its capture time, like every revision, so that it expires with the read. */
  private void write(ReadImage image) {
    PlateRead read = image.getRead();
    images.put(read.getPlateKey(), image, read.getCapturedAt());
    texts.put(read.getPlateKey(), read, read.getCapturedAt());
  }
}
