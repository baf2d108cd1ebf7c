package org.alprstreams.retention.correction;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.retention.query.QueryRoutes.Doors;
import org.alprstreams.retention.write.Register;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.kafka.KafkaClients;

/** Everything by which reads are corrected, put together. */
public final class CorrectionDesk implements AutoCloseable {

  private final Register<PlateRead> texts;
  private final Register<ReadImage> images;
  private final Duration longest;

  /**
   * @param deadline how long writing a correction may take
   * @param longest how long after its capture a read is corrected at the latest
   */
  public CorrectionDesk(KafkaClients kafka, Duration deadline, Duration longest) {
    this.longest = longest;
    Map<String, Object> durable = AccessLog.producerSettings(deadline);
    texts = new Register<>(kafka.producer(Topics.READS, durable), Topics.READS, deadline);
    images =
        new Register<>(kafka.producer(Topics.READ_IMAGES, durable), Topics.READ_IMAGES, deadline);
  }

  /** Registers the routes. */
  public void register(HttpRoutes routes, Doors doors, Clock clock) {
    Corrector corrector = new Corrector(doors.local(), texts, images, longest, clock);
    new CorrectionRoutes(corrector, doors, clock).register(routes);
  }

  @Override
  public void close() {
    texts.close();
    images.close();
  }
}
