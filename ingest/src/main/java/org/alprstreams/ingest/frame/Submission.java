package org.alprstreams.ingest.frame;

import java.time.Instant;
import java.util.Objects;
import org.alprstreams.avro.FrameSource;

/**
 * A picture as a source hands it in.
 *
 * @param cameraId the camera it claims to be from
 * @param source how it came
 * @param identity what the source knows it by, the same when it is sent again: a content hash, a
 *     position in a video, an idempotency key
 * @param sequence counts up per camera and source since the source was opened
 * @param capturedAt when it was taken
 * @param picture the bytes, not looked at yet; owned by the intake from now on
 */
public record Submission(
    String cameraId,
    FrameSource source,
    String identity,
    long sequence,
    Instant capturedAt,
    byte[] picture) {

  public Submission {
    Objects.requireNonNull(cameraId, "cameraId");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(capturedAt, "capturedAt");
    Objects.requireNonNull(picture, "picture");
  }

  /** The frame's id: the same for the same camera, source and identity. */
  public String frameId() {
    return FrameIds.of(cameraId, source, identity);
  }
}
