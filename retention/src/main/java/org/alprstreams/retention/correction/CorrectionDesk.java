package org.alprstreams.retention.correction;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.retention.query.QueryRoutes.Doors;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.kafka.KafkaClients;
import org.apache.kafka.clients.producer.Producer;

/** Everything by which reads are corrected, put together. */
public final class CorrectionDesk implements AutoCloseable {

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

  private final Producer<String, PlateRead> reads;
  private final Producer<String, ReadImage> images;
  private final Duration deadline;

  /**
   * @param deadline how long writing a correction may take
   */
  public CorrectionDesk(KafkaClients kafka, Duration deadline) {
    Map<String, Object> durable = AccessLog.producerSettings(deadline);
    this.reads = kafka.producer(Topics.READS, durable);
    this.images = kafka.producer(Topics.READ_IMAGES, durable);
    this.deadline = deadline;
  }

  /** Registers the routes. */
  public void register(HttpRoutes routes, Doors doors, Clock clock) {
    Corrector corrector = new Corrector(doors.local(), reads, images, deadline, clock);
    new CorrectionRoutes(corrector, doors, clock).register(routes);
  }

  @Override
  public void close() {
    reads.close(CLOSE_PATIENCE);
    images.close(CLOSE_PATIENCE);
  }
}
