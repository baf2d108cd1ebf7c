package org.alprstreams.service.kafka;

import java.util.function.Supplier;
import org.alprstreams.service.log.Redacted;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Tells a registry that is away from a record that cannot be written. Registries' serializers fail
 * with whatever their client does, which a producer hands on as it is.
 *
 * @param <V> the records
 */
final class ExplainingSerializer<V> implements Serializer<V> {

  private final Serializer<V> serializer;

  ExplainingSerializer(Serializer<V> serializer) {
    this.serializer = serializer;
  }

  /**
   * @throws RegistryAwayException if the registry does not answer, answers with a failure or lacks
   *     the topic's schema
   * @throws SerializationException if the record does not fit the schema
   */
  @Override
  public byte[] serialize(String topic, V value) {
    return explained(topic, () -> serializer.serialize(topic, value));
  }

  @Override
  public byte[] serialize(String topic, Headers headers, V value) {
    return explained(topic, () -> serializer.serialize(topic, headers, value));
  }

  private static byte[] explained(String topic, Supplier<byte[]> bytes) {
    try {
      return bytes.get();
    } catch (RuntimeException e) {
      if (!Poison.isOfWriting(e)) {
        throw new RegistryAwayException(topic, e);
      }
      throw new SerializationException(
          "A record cannot be written with the schema of "
              + topic
              + " ("
              + Redacted.root(e).getClass().getSimpleName()
              + "): whoever made it left out a field or filled it in wrongly",
          e);
    }
  }

  @Override
  public void close() {
    serializer.close();
  }
}
