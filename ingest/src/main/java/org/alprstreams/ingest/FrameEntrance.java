package org.alprstreams.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.alprstreams.ingest.camera.CameraRegistry;
import org.alprstreams.ingest.frame.CaptureWindow;
import org.alprstreams.ingest.frame.FrameIntake;
import org.alprstreams.ingest.frame.FramePublisher;
import org.alprstreams.ingest.image.ImageLimits;
import org.alprstreams.ingest.source.FrameLookup;
import org.alprstreams.ingest.source.TopicFrameLookup;
import org.alprstreams.ingest.video.Ffmpeg;
import org.alprstreams.ingest.video.VideoFiles;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.kafka.KafkaClients;

/**
 * Registry, publisher and intake, wired to a broker: what the application and every import command
 * need. Whoever opens it closes it.
 */
public final class FrameEntrance implements AutoCloseable {

  private static final String GROUP = "alpr-ingest";

  private final CameraRegistry cameras;
  private final FramePublisher publisher;
  private final FrameIntake intake;
  private final FrameLookup lookup;

  private FrameEntrance(
      CameraRegistry cameras, FramePublisher publisher, FrameIntake intake, FrameLookup lookup) {
    this.cameras = cameras;
    this.publisher = publisher;
    this.intake = intake;
    this.lookup = lookup;
  }

  /**
   * Connects; {@link #awaitReady} tells when cameras are known.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer or lacks the topic
   */
  public static FrameEntrance open(
      IngestSettings settings, KafkaClients kafka, MeterRegistry meters, Clock clock) {
    CameraRegistry cameras = CameraRegistry.start(kafka);
    FramePublisher publisher =
        new FramePublisher(
            kafka.producer(
                Topics.FRAMES,
                FramePublisher.properties(
                    settings.blockFor(), settings.deliverWithin(), settings.bufferBytes())),
            settings.blockFor().plus(settings.deliverWithin()),
            clock);
    FrameIntake intake =
        new FrameIntake(
            cameras::find,
            new CaptureWindow(settings.oldest(), settings.furthestAhead(), clock),
            new ImageLimits(settings.mostBytes(), settings.mostPixels()),
            settings.remembered(),
            publisher,
            meters);
    return new FrameEntrance(
        cameras,
        publisher,
        intake,
        new TopicFrameLookup(() -> kafka.consumer(Topics.FRAMES, GROUP, Map.of())));
  }

  /** The video formats this machine opens. */
  public static VideoFiles videos(IngestSettings settings) {
    return new VideoFiles(Ffmpeg.find(settings.ffmpeg()));
  }

  /**
   * Waits until the registered cameras are known.
   *
   * @return whether they are
   */
  public boolean awaitReady(Duration atMost) throws InterruptedException {
    return cameras.awaitReady(atMost);
  }

  /** The registered cameras. */
  public CameraRegistry cameras() {
    return cameras;
  }

  /** Where pictures are handed in. */
  public FrameIntake intake() {
    return intake;
  }

  /** Tells whether a frame is on its topic. */
  public FrameLookup lookup() {
    return lookup;
  }

  FramePublisher publisher() {
    return publisher;
  }

  @Override
  public void close() {
    publisher.close();
    cameras.close();
  }
}
