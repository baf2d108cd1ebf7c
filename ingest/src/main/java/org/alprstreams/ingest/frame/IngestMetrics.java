package org.alprstreams.ingest.frame;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.alprstreams.avro.FrameSource;
import org.alprstreams.ingest.frame.TopicUnavailableException.Away;
import org.alprstreams.ingest.image.Refusal;

/** Counts frames as {@code alpr.ingest.frames} by camera, source, outcome and reason. */
final class IngestMetrics {

  private static final String FRAMES = "alpr.ingest.frames";

  /** Senders choose the ids of cameras that do not exist; as labels they would be without bound. */
  private static final String UNREGISTERED = "unregistered";

  private final MeterRegistry meters;

  IngestMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  void count(String cameraId, FrameSource source, Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      boolean known = refused.reason() != Refusal.UNKNOWN_CAMERA;
      count(known ? cameraId : UNREGISTERED, source, "refused", refused.reason().label());
    } else {
      String label = outcome instanceof Outcome.Accepted ? "accepted" : "duplicate";
      count(cameraId, source, label, "none");
    }
  }

  void unavailable(Submission submission, Away away) {
    count(submission.cameraId(), submission.source(), "unavailable", away.label());
  }

  private void count(String camera, FrameSource source, String outcome, String reason) {
    meters
        .counter(
            FRAMES,
            "camera",
            camera,
            "source",
            source.name().toLowerCase(Locale.ROOT),
            "outcome",
            outcome,
            "reason",
            reason)
        .increment();
  }
}
