package org.alprstreams.ingest.frame;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import org.alprstreams.avro.Camera;
import org.alprstreams.avro.Frame;
import org.alprstreams.avro.FrameSource;
import org.alprstreams.ingest.image.ImageInspector;
import org.alprstreams.ingest.image.ImageLimits;
import org.alprstreams.ingest.image.Inspection;
import org.alprstreams.ingest.image.JpegConversion;
import org.alprstreams.ingest.image.Refusal;
import org.alprstreams.service.format.PictureFormat;

/**
 * Where every source hands its pictures in. Returns only once the broker has acknowledged, so the
 * source knows what is safe to forget. Safe for use by many threads.
 */
public final class FrameIntake {

  private final Function<String, Optional<Camera>> cameras;
  private final CaptureWindow window;
  private final ImageLimits limits;
  private final ImageInspector inspector;
  private final RecentIds recent;
  private final FramePublisher publisher;
  private final IngestMetrics metrics;

  /**
   * @param cameras finds a registered camera by id
   * @param remembered how many frames of late are recognised when sent again
   */
  public FrameIntake(
      Function<String, Optional<Camera>> cameras,
      CaptureWindow window,
      ImageLimits limits,
      int remembered,
      FramePublisher publisher,
      MeterRegistry meters) {
    this.cameras = cameras;
    this.window = window;
    this.limits = limits;
    this.inspector = new ImageInspector(limits);
    this.recent = new RecentIds(remembered);
    this.publisher = publisher;
    this.metrics = new IngestMetrics(meters);
  }

  /** How large pictures may be. */
  public ImageLimits limits() {
    return limits;
  }

  /** Whether a camera is registered. */
  public boolean knows(String cameraId) {
    return cameras.apply(cameraId).isPresent();
  }

  /** Why no picture of a camera would come in now: it is not registered, or switched off. */
  public Optional<Outcome.Refused> cameraRefusal(String cameraId) {
    return cameras.apply(cameraId).map(FrameIntake::inactive).orElseGet(() -> unknown(cameraId));
  }

  /**
   * Takes a picture in, or says why not.
   *
   * @throws TopicUnavailableException if the broker or the schema registry is away; submit again
   */
  public Outcome submit(Submission submission) throws TopicUnavailableException {
    try {
      Outcome outcome = judge(submission);
      metrics.count(submission.cameraId(), submission.source(), outcome);
      return outcome;
    } catch (TopicUnavailableException e) {
      metrics.unavailable(submission, e.away());
      throw e;
    }
  }

  /** Counts a picture that the source itself had to turn away, such as an unreadable file. */
  public Outcome refuse(String cameraId, FrameSource source, Refusal reason, String message) {
    Outcome.Refused refused = new Outcome.Refused(reason, message);
    metrics.count(cameraId, source, refused);
    return refused;
  }

  private Outcome judge(Submission submission) throws TopicUnavailableException {
    Optional<Outcome.Refused> refused =
        cameraRefusal(submission.cameraId()).or(() -> window.check(submission.capturedAt()));
    if (refused.isPresent()) {
      return refused.get();
    }
    Inspection inspection = inspector.inspect(submission.picture());
    if (inspection instanceof Inspection.Refused bad) {
      return new Outcome.Refused(bad.reason(), bad.message());
    }
    return publishOnce(submission, (Inspection.Sound) inspection);
  }

  private static Optional<Outcome.Refused> unknown(String cameraId) {
    return Optional.of(
        new Outcome.Refused(
            Refusal.UNKNOWN_CAMERA,
            "No camera '"
                + cameraId
                + "' is registered; register it with: alpr cameras add "
                + cameraId));
  }

  private static Optional<Outcome.Refused> inactive(Camera camera) {
    return camera.getActive()
        ? Optional.empty()
        : Optional.of(
            new Outcome.Refused(
                Refusal.INACTIVE_CAMERA,
                "Camera '"
                    + camera.getCameraId()
                    + "' is registered but switched off; its frames do not come in"));
  }

  private Outcome publishOnce(Submission submission, Inspection.Sound sound)
      throws TopicUnavailableException {
    String frameId = submission.frameId();
    return recent
        .once(
            frameId, () -> publish(submission, sound, frameId), Outcome.Accepted.class::isInstance)
        .orElseGet(() -> new Outcome.Duplicate(frameId));
  }

  private Outcome publish(Submission submission, Inspection.Sound sound, String frameId)
      throws TopicUnavailableException {
    byte[] jpeg = submission.picture();
    if (sound.format() == PictureFormat.PNG) {
      try {
        jpeg = JpegConversion.ofPng(jpeg);
      } catch (IOException e) {
        return new Outcome.Refused(
            Refusal.CORRUPT, "The PNG's pixels cannot be decoded; send it again");
      }
      Optional<Inspection.Refused> tooLarge = inspector.sizeRefusal(jpeg.length);
      if (tooLarge.isPresent()) {
        return new Outcome.Refused(
            Refusal.TOO_MANY_BYTES, "As a JPEG: " + tooLarge.get().message());
      }
    }
    publisher.publish(
        Frame.newBuilder()
            .setFrameId(frameId)
            .setCameraId(submission.cameraId())
            .setCapturedAt(submission.capturedAt().truncatedTo(ChronoUnit.MILLIS))
            .setReceivedAt(window.clock().instant().truncatedTo(ChronoUnit.MILLIS))
            .setSequence(submission.sequence())
            .setSource(submission.source())
            .setWidth(sound.width())
            .setHeight(sound.height())
            .setJpeg(ByteBuffer.wrap(jpeg))
            .build());
    return new Outcome.Accepted(frameId);
  }
}
