package org.alprstreams.service.topics;

import org.alprstreams.schemas.topic.DataClass;

/**
 * A topic that Kafka Streams makes for itself.
 *
 * @param name its name on the broker: application, store and kind
 * @param dataClass how long what it holds may live
 * @param kind what fills it
 */
public record InternalTopic(String name, DataClass dataClass, Kind kind) {

  /** What fills an internal topic. */
  public enum Kind {
    /** The changelog of a window store, to which its sentinel writes all the time. */
    WINDOWS,
    /** The changelog of a key-value store, which is silent where nothing happens. */
    TABLE,
    /** What goes from one task to another. */
    REPARTITION
  }
}
