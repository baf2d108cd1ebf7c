package org.alprstreams.service.topics;

import org.alprstreams.schemas.topic.DataClass;

/**
 * A topic that Kafka Streams makes for itself.
 *
 * @param name its name on the broker: application, store and kind
 * @param dataClass how long what it holds may live
 */
public record InternalTopic(String name, DataClass dataClass) {}
