package org.alprstreams.service.kafka;

import org.alprstreams.service.log.Redacted;
import org.apache.kafka.common.KafkaException;

/**
 * The schema registry does not say for now how records of a topic are written. Nothing was handed
 * to the broker; the same record may be sent again.
 */
public final class RegistryAwayException extends KafkaException {

  private static final long serialVersionUID = 1L;

  /**
   * @param topic whose schema it is
   * @param cause what the registry's client failed with
   */
  public RegistryAwayException(String topic, Throwable cause) {
    super(
        "The schema registry does not give the schema of "
            + topic
            + " ("
            + Redacted.root(cause).getClass().getSimpleName()
            + "); check that it runs, that alpr.registry.url names it and that it has the schemas of"
            + " this release (alpr topics apply)",
        cause);
  }
}
