package org.alprstreams.service.access;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A write that is on all in-sync replicas when it returns. */
final class DurableWrite {

  private DurableWrite() {}

  /**
   * @throws AccessLogUnavailable if the write fails or takes longer than is left; whether the
   *     record arrived is not known then
   */
  static <V> void send(
      Producer<String, V> producer, ProducerRecord<String, V> record, Deadline deadline) {
    deadline.require();
    try {
      producer.send(record).get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      // Also of the serializer: with the registry away it fails with whatever its client does.
      throw new AccessLogUnavailable("An access record was not acknowledged.", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static AccessLogUnavailable interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AccessLogUnavailable("Interrupted while an access was recorded.", e);
  }
}
