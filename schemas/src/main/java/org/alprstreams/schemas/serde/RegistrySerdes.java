package org.alprstreams.schemas.serde;

import io.apicurio.registry.resolver.config.SchemaResolverConfig;
import io.apicurio.registry.serde.config.SerdeConfig;
import java.util.HashMap;
import java.util.Map;
import org.alprstreams.schemas.topic.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Serdes that talk to a schema registry. Which classes do it is a setting, so that a site with a
 * licence for another vendor's serializer can use that one: the bytes are the same.
 *
 * <p>Any further property is passed on to the classes. Schemas are registered when topics are
 * provisioned, never by a producer: a typo must not become a contract.
 */
final class RegistrySerdes implements RecordSerdes {

  /** Class of the serializer; Apicurio's unless set. */
  static final String SERIALIZER = "value.serializer";

  /** Class of the deserializer; Apicurio's unless set. */
  static final String DESERIALIZER = "value.deserializer";

  private static final Map<String, Object> DEFAULTS =
      Map.ofEntries(
          // Schemas are registered whole. Without this the client asks for them with their nested
          // types taken out, and finds none but those that nest nothing.
          Map.entry(SchemaResolverConfig.DEREFERENCE_SCHEMA, true),
          // Java's own client, which closes the connection of a request that is given up. Vert.x,
          // which is taken unless told otherwise, keeps a few that a silent registry fills up.
          Map.entry(SchemaResolverConfig.HTTP_ADAPTER, "JDK"),
          Map.entry(SerdeConfig.SCHEMA_RESOLVER, RegistrySchemaResolver.class.getName()),
          Map.entry(SERIALIZER, "io.apicurio.registry.serde.avro.AvroKafkaSerializer"),
          Map.entry(DESERIALIZER, "io.apicurio.registry.serde.avro.AvroKafkaDeserializer"),
          Map.entry(SchemaResolverConfig.AUTO_REGISTER_ARTIFACT, false),
          Map.entry("apicurio.registry.avro-datum-provider", CachingDatumProvider.class.getName()),
          Map.entry("apicurio.registry.use-specific-avro-reader", true),
          // The same two settings as other vendors' classes name them.
          Map.entry("auto.register.schemas", false),
          Map.entry("specific.avro.reader", true));

  private final Map<String, Object> config;

  RegistrySerdes(Map<String, ?> config) {
    TrustedRecords.trust();
    Map<String, Object> merged = new HashMap<>(DEFAULTS);
    merged.put(RegistrySchemaResolver.CLIENT, new SharedRegistryClient());
    merged.putAll(config);
    this.config = Map.copyOf(merged);
  }

  @Override
  public <T extends SpecificRecord> Serde<T> value(Topic<T> topic) {
    Serializer<Object> serializer = configured(SERIALIZER, Serializer.class);
    Deserializer<Object> deserializer = configured(DESERIALIZER, Deserializer.class);
    return Serdes.serdeFrom(
        new TypedSerializer<>(serializer), new TypedDeserializer<>(deserializer, topic));
  }

  @Override
  public <T extends SpecificRecord> Serde<T> store(Class<T> type) {
    return SingleObjectSerde.of(type);
  }

  // The class comes from a setting: its type parameter is not there to be checked, and the typed
  // wrappers check every value instead.
  @SuppressWarnings("unchecked")
  private <S> S configured(String setting, Class<?> kind) {
    String className = String.valueOf(config.get(setting));
    try {
      Object instance = Utils.newInstance(className, kind);
      if (instance instanceof Serializer<?> serializer) {
        serializer.configure(config, false);
      } else if (instance instanceof Deserializer<?> deserializer) {
        deserializer.configure(config, false);
      }
      return (S) instance;
    } catch (ClassNotFoundException e) {
      throw new ConfigException(
          setting, className, "The class is not on the class path: add its jar, or correct it.");
    }
  }

  private record TypedSerializer<T>(Serializer<Object> delegate) implements Serializer<T> {
    @Override
    public byte[] serialize(String topic, T value) {
      return value == null ? null : delegate.serialize(topic, value);
    }

    @Override
    public void close() {
      delegate.close();
    }
  }

  private record TypedDeserializer<T extends SpecificRecord>(
      Deserializer<Object> delegate, Topic<T> expected) implements Deserializer<T> {
    @Override
    public T deserialize(String topic, byte[] bytes) {
      return bytes == null ? null : expected.valueType().cast(delegate.deserialize(topic, bytes));
    }

    @Override
    public void close() {
      delegate.close();
    }
  }
}
