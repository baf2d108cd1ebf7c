package org.alprstreams.service.kafka;

import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes the entries of a list on which what cannot be decoded must not count as not listed: where
 * bytes are damaged, or the registry does not have their schema, something stands in for the entry
 * until another one comes under its key.
 *
 * @param <V> the list's entries
 */
public final class StandInDeserializer<V> implements Deserializer<V> {

  private static final Logger LOG = LoggerFactory.getLogger(StandInDeserializer.class);

  private final Deserializer<V> entries;
  private final Function<byte[], V> standIn;
  private final String meaning;

  /**
   * @param entries decodes what can be decoded
   * @param standIn makes what takes the place of what cannot, from its bytes
   * @param meaning what that means and what to do, for the log
   */
  public StandInDeserializer(Deserializer<V> entries, Function<byte[], V> standIn, String meaning) {
    this.entries = entries;
    this.standIn = standIn;
    this.meaning = meaning;
  }

  /**
   * Decodes an entry.
   *
   * @return null for a removal
   * @throws RuntimeException as the other deserializer when surroundings fail: then the list waits
   */
  @Override
  public V deserialize(String topic, byte[] bytes) {
    try {
      return entries.deserialize(topic, bytes);
    } catch (RuntimeException e) {
      if (!Poison.is(e)) {
        throw e;
      }
      LOG.atWarn()
          .addKeyValue("topic", topic)
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log(meaning);
      return standIn.apply(bytes);
    }
  }

  @Override
  public void close() {
    entries.close();
  }
}
