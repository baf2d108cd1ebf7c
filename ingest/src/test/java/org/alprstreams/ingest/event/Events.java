package org.alprstreams.ingest.event;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.alprstreams.avro.Frame;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.ingest.frame.CaptureWindow;
import org.alprstreams.ingest.frame.Intakes;
import org.alprstreams.ingest.image.ImageLimits;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.serialization.StringSerializer;

/** Intakes of events for tests, with cameras that are not on a broker. */
public final class Events {

  private Events() {}

  /** Knows all cameras but NOWHERE, of which OFF is switched off. */
  public static EventIntake intake(
      MockProducer<String, PlateCandidate> producer,
      VendorCameras cameras,
      Clock clock,
      MeterRegistry meters) {
    MockProducer<String, Frame> noFrames = Intakes.producer(true);
    return new EventIntake(
        id ->
            id.startsWith("NOWHERE")
                ? Intakes.of(noFrames, clock, meters, unknown -> Optional.empty()).cameraRefusal(id)
                : Intakes.of(noFrames, clock, meters).cameraRefusal(id),
        cameras,
        new CaptureWindow(Duration.ofMinutes(10), Duration.ofSeconds(5), clock),
        ImageLimits.DEFAULT,
        100,
        new CandidatePublisher(producer, Duration.ofSeconds(30), clock),
        meters);
  }

  /**
   * A producer without a broker.
   *
   * @param answers whether it acknowledges by itself
   */
  public static MockProducer<String, PlateCandidate> producer(boolean answers) {
    return new MockProducer<>(
        Cluster.empty(),
        answers,
        null,
        new StringSerializer(),
        RecordSerdes.registryFree().value(Topics.CANDIDATES).serializer());
  }
}
