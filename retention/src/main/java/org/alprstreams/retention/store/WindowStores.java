package org.alprstreams.retention.store;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.internals.RocksDbWindowBytesStoreSupplier;
import org.apache.kafka.streams.state.internals.RocksDbWindowBytesStoreSupplier.WindowStoreTypes;

/**
 * The one place that makes window stores. {@link Stores#persistentWindowStore} fixes the segment at
 * half the retention, which would keep the bytes of a 30-day store for up to 45 days; Kafka's
 * supplier behind it takes a segment interval but is internal, so a test pins what we use of it.
 */
final class WindowStores {

  /** Entries are points in time: a window holds nothing but its own start. */
  private static final long WINDOW_MILLIS = 1;

  private WindowStores() {}

  /**
   * A store without a cache in front of it: a put must reach RocksDB at once, or it would expire
   * nothing.
   */
  static <V> StoreBuilder<WindowStore<String, V>> store(
      String name, StoreExpiry expiry, Serde<V> values) {
    return Stores.windowStoreBuilder(supplier(name, expiry), Serdes.String(), values)
        .withCachingDisabled()
        .withLoggingEnabled(expiry.changelog());
  }

  static WindowBytesStoreSupplier supplier(String name, StoreExpiry expiry) {
    return new RocksDbWindowBytesStoreSupplier(
        name,
        expiry.retention().toMillis(),
        expiry.segment().toMillis(),
        WINDOW_MILLIS,
        false,
        WindowStoreTypes.DEFAULT_WINDOW_STORE);
  }
}
