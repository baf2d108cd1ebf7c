package org.alprstreams.service.kafka;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/** Writes the records of every topic of the catalogue, each as its own topic's. */
final class CatalogueSerializer implements Serializer<SpecificRecord> {

  private final RecordSerdes serdes;
  private final Map<String, Serializer<SpecificRecord>> serializers = new ConcurrentHashMap<>();

  CatalogueSerializer(RecordSerdes serdes) {
    this.serdes = serdes;
  }

  @Override
  public byte[] serialize(String topic, SpecificRecord record) {
    return record == null
        ? null
        : serializers.computeIfAbsent(topic, this::of).serialize(topic, record);
  }

  private Serializer<SpecificRecord> of(String name) {
    for (Topic<?> topic : Topics.all()) {
      if (topic.name().equals(name)) {
        return typed(topic);
      }
    }
    throw new SerializationException("There is no topic '" + name + "' in the catalogue.");
  }

  private <V extends SpecificRecord> Serializer<SpecificRecord> typed(Topic<V> topic) {
    Serializer<V> serializer = serdes.value(topic).serializer();
    return new Serializer<>() {
      @Override
      public byte[] serialize(String name, SpecificRecord record) {
        return serializer.serialize(name, topic.valueType().cast(record));
      }

      @Override
      public void close() {
        serializer.close();
      }
    };
  }

  @Override
  public void close() {
    serializers.values().forEach(Serializer::close);
  }
}
