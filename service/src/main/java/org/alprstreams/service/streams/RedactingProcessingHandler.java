package org.alprstreams.service.streams;

import java.util.Map;
import org.alprstreams.avro.FailureStage;
import org.alprstreams.service.kafka.Poison;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/** Skips records that a processor fails on, with a dead letter. */
public final class RedactingProcessingHandler implements ProcessingExceptionHandler {

  private DeadLetters deadLetters;

  @Override
  public void configure(Map<String, ?> configs) {
    deadLetters = DeadLetters.in(configs);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, Record<?, ?> message, Exception failure) {
    if (Poison.is(failure)) {
      return Response.resume(deadLetters.of(FailureStage.PROCESSING, context, failure));
    }
    deadLetters.fatal(FailureStage.PROCESSING, context, failure);
    return Response.fail();
  }
}
