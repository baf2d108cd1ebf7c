package org.alprstreams.matching.optout;

import java.time.Instant;
import org.alprstreams.avro.OptOut;
import org.alprstreams.service.kafka.Poison;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes opt-outs for the gate. One whose bytes are damaged, or whose schema the registry does not
 * have, counts as an opt-out without an end: its key says whose plate it is, and a resident's right
 * must not hang on bytes that somebody else lost. The next entry under that key takes its place.
 */
public final class OptOutDeserializer implements Deserializer<OptOut> {

  private static final Logger LOG = LoggerFactory.getLogger(OptOutDeserializer.class);

  private static final String UNKNOWN = "undecodable";

  private final Deserializer<OptOut> entries;

  /**
   * @param entries decodes what can be decoded
   */
  public OptOutDeserializer(Deserializer<OptOut> entries) {
    this.entries = entries;
  }

  /**
   * Decodes an entry.
   *
   * @return null for a removal
   * @throws RuntimeException as the other deserializer when surroundings fail: then the list waits
   */
  @Override
  public OptOut deserialize(String topic, byte[] bytes) {
    try {
      return entries.deserialize(topic, bytes);
    } catch (RuntimeException e) {
      if (!Poison.is(e)) {
        throw e;
      }
      LOG.atWarn()
          .addKeyValue("topic", topic)
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log(
              "an entry of the opt-out list cannot be decoded: its plate counts as opted out until"
                  + " it is opted out again or back in; if many are, the registry has lost their"
                  + " schema");
      return undecodable();
    }
  }

  @Override
  public void close() {
    entries.close();
  }

  /** What stands in for an entry that cannot be decoded. */
  public static OptOut undecodable() {
    return OptOut.newBuilder()
        .setPlateHash(UNKNOWN)
        .setKeyVersion(0)
        .setProofRef(UNKNOWN)
        .setVerifiedBy(UNKNOWN)
        .setVerifiedAt(Instant.EPOCH)
        .build();
  }
}
