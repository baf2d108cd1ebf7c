package org.alprstreams.service.rocksdb;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.query.Position;

/**
 * The changelog of a task's store, beside the store: to take out of it what the store will drop by
 * itself. A removal by way of the store would leave a mark of each entry in files that are about to
 * go. Kafka offers no way to it, so this reaches inside, like {@link StoreFiles}, and tests pin
 * what it relies on.
 */
public final class StoreChangelog {

  private final InternalProcessorContext<?, ?> context;
  private final String store;

  /**
   * @param context of a processor that the store is connected to
   * @throws IllegalStateException if this release of Kafka is built otherwise
   */
  public StoreChangelog(ProcessorContext<?, ?> context, String store) {
    if (!(context instanceof InternalProcessorContext<?, ?> internal)) {
      throw new IllegalStateException(
          "Kafka Streams hands its contexts out otherwise than in the release this was written"
              + " for; see StoreChangelog.");
    }
    this.context = internal;
    this.store = store;
  }

  /**
   * Writes a tombstone.
   *
   * @param key as it is in the store's files
   */
  public void bury(byte[] key) {
    context.logChange(
        store,
        Bytes.wrap(key),
        null,
        context.currentSystemTimeMs(),
        new RecordHeaders(),
        Position.emptyPosition());
  }
}
