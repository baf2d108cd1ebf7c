package org.alprstreams.schemas.serde;

import org.apache.kafka.common.KafkaException;

/**
 * The schema registry does not give a schema for now: it is away, somebody else answers in its
 * place, or it has not been given the schema yet. No fault of the record, which is to be tried
 * again.
 */
public final class SchemaUnavailableException extends KafkaException {

  private static final long serialVersionUID = 1L;

  SchemaUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
