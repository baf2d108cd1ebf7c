package org.alprstreams.ingest.frame;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.alprstreams.avro.Camera;
import org.alprstreams.avro.Frame;
import org.alprstreams.ingest.image.ImageLimits;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.serialization.StringSerializer;

/** Intakes for tests, with cameras that are not on a broker. */
public final class Intakes {

  private Intakes() {}

  /** An intake that knows all cameras but NOWHERE, of which OFF is switched off. */
  public static FrameIntake of(
      Producer<String, Frame> producer, Clock clock, MeterRegistry meters) {
    return of(producer, clock, meters, Intakes::camera);
  }

  /** An intake that knows what the function finds. */
  public static FrameIntake of(
      Producer<String, Frame> producer,
      Clock clock,
      MeterRegistry meters,
      Function<String, Optional<Camera>> cameras) {
    return of(new FramePublisher(producer, Duration.ofSeconds(30), clock), clock, meters, cameras);
  }

  /** An intake that knows all cameras but NOWHERE, of which OFF is switched off. */
  public static FrameIntake of(FramePublisher publisher, Clock clock, MeterRegistry meters) {
    return of(publisher, clock, meters, Intakes::camera);
  }

  private static FrameIntake of(
      FramePublisher publisher,
      Clock clock,
      MeterRegistry meters,
      Function<String, Optional<Camera>> cameras) {
    return new FrameIntake(
        cameras,
        new CaptureWindow(Duration.ofMinutes(10), Duration.ofSeconds(5), clock),
        ImageLimits.DEFAULT,
        100,
        publisher,
        meters);
  }

  /** Every camera but NOWHERE, of which OFF is switched off. */
  public static Optional<Camera> camera(String id) {
    return id.equals("NOWHERE")
        ? Optional.empty()
        : Optional.of(
            Camera.newBuilder()
                .setCameraId(id)
                .setName("Main and First")
                .setActive(!id.equals("OFF"))
                .setRegisteredBy("test")
                .setRegisteredAt(Instant.EPOCH)
                .build());
  }

  /**
   * A producer without a broker.
   *
   * @param answers whether it acknowledges by itself
   */
  public static MockProducer<String, Frame> producer(boolean answers) {
    return new MockProducer<>(
        Cluster.empty(),
        answers,
        null,
        new StringSerializer(),
        RecordSerdes.registryFree().value(Topics.FRAMES).serializer());
  }
}
