package org.alprstreams.ingest.event;

import java.time.Clock;
import java.time.Duration;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.ingest.frame.AcknowledgedPublisher;
import org.alprstreams.ingest.frame.TopicUnavailableException;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.health.HealthState;
import org.apache.kafka.clients.producer.Producer;

/** Writes candidates and waits for the broker. Safe for use by many threads. */
public final class CandidatePublisher implements AutoCloseable {

  private final AcknowledgedPublisher<PlateCandidate> publisher;

  /**
   * @param producer made with {@link org.alprstreams.ingest.frame.FramePublisher#properties};
   *     closed with this
   * @param patience how long one candidate waits for its acknowledgement
   */
  public CandidatePublisher(
      Producer<String, PlateCandidate> producer, Duration patience, Clock clock) {
    publisher =
        new AcknowledgedPublisher<>(Topics.CANDIDATES, producer, "candidate", patience, clock);
  }

  /**
   * Publishes a candidate under its camera; its capture time is the record's time.
   *
   * @throws TopicUnavailableException if the broker did not acknowledge in time; it may have the
   *     candidate or not, and publishing it again under the same id is harmless; or if the schema
   *     registry is away
   */
  void publish(PlateCandidate candidate) throws TopicUnavailableException {
    publisher.publish(candidate.getCameraId(), candidate.getCapturedAt(), candidate);
  }

  /**
   * Down from the first candidate that did not come through until one that the broker acknowledges.
   */
  public HealthState health() {
    return publisher.health();
  }

  @Override
  public void close() {
    publisher.close();
  }
}
