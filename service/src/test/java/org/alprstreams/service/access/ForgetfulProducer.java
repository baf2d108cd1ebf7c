package org.alprstreams.service.access;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes each record at once, and may tell that it timed out although it arrived. */
final class ForgetfulProducer<V extends SpecificRecord> extends MockProducer<String, V> {

  volatile boolean tellLost;

  ForgetfulProducer(Topic<V> topic) {
    super(
        true, null, new StringSerializer(), RecordSerdes.registryFree().value(topic).serializer());
  }

  @Override
  public synchronized Future<RecordMetadata> send(ProducerRecord<String, V> record) {
    Future<RecordMetadata> sent = super.send(record);
    return tellLost
        ? CompletableFuture.failedFuture(new TimeoutException("no acknowledgement in time"))
        : sent;
  }
}
