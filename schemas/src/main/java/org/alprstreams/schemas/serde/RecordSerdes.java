package org.alprstreams.schemas.serde;

import java.util.Map;
import org.alprstreams.schemas.topic.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/** Gives every topology and client its serdes, so that none chooses a wire format of its own. */
public interface RecordSerdes {

  /** Serde of a topic's values. Null values, tombstones, stay null. */
  <T extends SpecificRecord> Serde<T> value(Topic<T> topic);

  /**
   * Registry-free serde for state stores, changelogs and repartition topics, which nobody outside
   * the application reads.
   */
  <T extends SpecificRecord> Serde<T> store(Class<T> type);

  /**
   * Topic values in the wire format of the Confluent serializers (0x00, four-byte schema id, Avro
   * binary), through a schema registry.
   *
   * @param config properties of {@link RegistrySerdes}
   */
  static RecordSerdes registry(Map<String, ?> config) {
    return new RegistrySerdes(config);
  }

  /** Everything registry-free: for tests of topologies, which talk to nobody else. */
  static RecordSerdes registryFree() {
    return new RegistryFreeSerdes();
  }
}
