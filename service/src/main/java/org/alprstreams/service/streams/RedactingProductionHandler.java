package org.alprstreams.service.streams;

import java.util.Map;
import org.alprstreams.avro.FailureStage;
import org.alprstreams.service.kafka.Poison;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;

/**
 * Skips results that can never be written, because they are too large or no serializer takes them,
 * with a dead letter; retries what the broker may take later; ends the topology for the rest.
 */
public final class RedactingProductionHandler implements ProductionExceptionHandler {

  private DeadLetters deadLetters;

  @Override
  public void configure(Map<String, ?> configs) {
    deadLetters = DeadLetters.in(configs);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> bytes, Exception failure) {
    if (failure instanceof RecordTooLargeException) {
      return Response.resume(deadLetters.of(FailureStage.PRODUCTION, context, failure));
    }
    if (failure instanceof RetriableException) {
      return Response.retry();
    }
    deadLetters.fatal(FailureStage.PRODUCTION, context, failure);
    return Response.fail();
  }

  // The raw type is the interface's: what failed to serialize has no known type.
  @SuppressWarnings("rawtypes")
  @Override
  public Response handleSerializationError(
      ErrorHandlerContext context,
      ProducerRecord result,
      Exception failure,
      SerializationExceptionOrigin origin) {
    if (Poison.isOfWriting(failure)) {
      return Response.resume(deadLetters.of(FailureStage.PRODUCTION, context, failure));
    }
    deadLetters.fatal(FailureStage.PRODUCTION, context, failure);
    return Response.fail();
  }
}
