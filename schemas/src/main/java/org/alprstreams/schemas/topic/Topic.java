package org.alprstreams.schemas.topic;

import org.apache.avro.specific.SpecificRecord;

/**
 * A topic of the pipeline. Keys are always strings.
 *
 * @param name the topic's name on the broker
 * @param valueType the Avro record it holds
 * @param dataClass how long its records may live
 * @param cleanup how the broker removes them
 * @param <V> the Avro record it holds
 */
public record Topic<V extends SpecificRecord>(
    String name, Class<V> valueType, DataClass dataClass, Cleanup cleanup) {

  /** Subject under which the value's schema is registered: the registry's usual naming. */
  public String subject() {
    return name + "-value";
  }
}
