package org.alprstreams.schemas.serde;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Avro's single-object encoding: two marker bytes, the schema's 64-bit fingerprint, Avro binary.
 *
 * <p>What an earlier release wrote is found by its fingerprint among the committed versions of the
 * schema ({@link SchemaHistory}), so that state survives an upgrade without a registry.
 */
final class SingleObjectSerde {

  private SingleObjectSerde() {}

  static <T extends SpecificRecord> Serde<T> of(Class<T> type) {
    TrustedRecords.trust();
    SpecificData model = SpecificData.getForClass(type);
    Schema schema = model.getSchema(type);
    SchemaStore.Cache written = new SchemaStore.Cache();
    SchemaHistory.of(schema.getName()).forEach(written::addSchema);
    SingleObjectEncoder<T> encoder = new SingleObjectEncoder<>(model, schema);
    BinaryMessageDecoder<T> decoder = new BinaryMessageDecoder<>(model, schema, written);
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : encoder.encode(value),
        (topic, bytes) -> bytes == null ? null : decode(decoder, bytes, schema));
  }

  private static <T> T decode(BinaryMessageDecoder<T> decoder, byte[] bytes, Schema schema) {
    try {
      return decoder.decode(bytes);
    } catch (IOException | RuntimeException e) {
      throw new SerializationException(
          "These "
              + bytes.length
              + " bytes are no "
              + schema.getName()
              + " of a schema version this release knows. A newer release may have written them.",
          e);
    }
  }
}
