package org.alprstreams.service.streams;

import java.util.Map;
import org.alprstreams.avro.FailureStage;
import org.alprstreams.service.kafka.Poison;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/** Skips bytes that are no record of their topic, with a dead letter. */
public final class RedactingDeserializationHandler implements DeserializationExceptionHandler {

  private DeadLetters deadLetters;

  @Override
  public void configure(Map<String, ?> configs) {
    deadLetters = DeadLetters.in(configs);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> bytes, Exception failure) {
    if (Poison.is(failure)) {
      return Response.resume(deadLetters.of(FailureStage.DESERIALIZATION, context, failure));
    }
    deadLetters.fatal(FailureStage.DESERIALIZATION, context, failure);
    return Response.fail();
  }
}
