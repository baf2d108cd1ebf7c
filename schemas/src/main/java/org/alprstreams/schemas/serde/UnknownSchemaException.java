package org.alprstreams.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/**
 * A record names a schema that the registry says it does not have: the id came with the record,
 * whose fault it is. Trying again does not help.
 */
public final class UnknownSchemaException extends SerializationException {

  private static final long serialVersionUID = 1L;

  UnknownSchemaException(String message, Throwable cause) {
    super(message, cause);
  }
}
