package org.alprstreams.retention.evidence;

import java.io.Serial;
import org.alprstreams.avro.Evidence;
import org.alprstreams.service.kafka.StandInDeserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * A piece of evidence that cannot be decoded: its bytes, which stay as they are, and nothing in its
 * fields. Its key says what its limit goes by, so that it is kept and deleted as any other.
 */
final class UndecodableEvidence extends Evidence {

  @Serial private static final long serialVersionUID = 1L;

  private final byte[] bytes;

  private UndecodableEvidence(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads what can be decoded, and lets the rest through unchanged: restored or received, it is in
   * the store what it is in the topic, and can be read once the registry has its schema again.
   *
   * @param pieces for what can be decoded
   */
  static Serde<Evidence> serde(Serde<Evidence> pieces) {
    return Serdes.serdeFrom(
        (topic, piece) ->
            piece instanceof UndecodableEvidence lost
                ? lost.bytes
                : pieces.serializer().serialize(topic, piece),
        new StandInDeserializer<>(
            pieces.deserializer(),
            UndecodableEvidence::new,
            "a piece of evidence cannot be decoded: it is kept until its limit and cannot be shown;"
                + " if many are, the registry has lost their schema"));
  }
}
