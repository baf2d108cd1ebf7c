package org.alprstreams.retention.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;
import org.junit.jupiter.api.Test;

/** Pins what we use of a class that Kafka may change without notice. */
class WindowStoresTest {

  private static final StoreExpiry EXPIRY =
      StoreExpiry.within(Duration.ofDays(30), 30, Duration.ofMinutes(10));

  @Test
  void supplierTakesRetentionAndSegmentInterval() {
    // When
    WindowBytesStoreSupplier supplier = WindowStores.supplier("store", EXPIRY);

    // Then
    assertThat(supplier.retentionPeriod()).isEqualTo(EXPIRY.retention().toMillis());
    assertThat(supplier.segmentIntervalMs()).isEqualTo(Duration.ofDays(1).toMillis());
    assertThat(supplier.retainDuplicates()).isFalse();
    assertThat(supplier.get().persistent()).isTrue();
  }

  @Test
  void changelogExpiresByItsOwnSettings() {
    // When
    var builder = WindowStores.store("store", EXPIRY, Serdes.String());

    // Then
    assertThat(builder.logConfig()).isEqualTo(EXPIRY.changelog());
  }
}
