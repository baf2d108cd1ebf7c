package org.alprstreams.schemas.serde;

import org.alprstreams.schemas.topic.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/** Uses the registry-free codec for topics too. */
final class RegistryFreeSerdes implements RecordSerdes {

  @Override
  public <T extends SpecificRecord> Serde<T> value(Topic<T> topic) {
    return store(topic.valueType());
  }

  @Override
  public <T extends SpecificRecord> Serde<T> store(Class<T> type) {
    return SingleObjectSerde.of(type);
  }
}
