package org.alprstreams.retention.store;

import org.alprstreams.service.health.HealthState;

/**
 * Says that standby copies are not erased. Files are rewritten by processors, and a standby has
 * none: Kafka Streams opens its stores where nobody gets at them. There a deletion is a mark, and
 * the bytes stay until RocksDB happens to rewrite the file they are in.
 */
public final class StandbyErasure {

  private StandbyErasure() {}

  /**
   * How erasure is with so many standby copies.
   *
   * @param replicas {@code alpr.streams.standby-replicas}
   */
  public static HealthState of(int replicas) {
    return replicas == 0
        ? HealthState.up()
        : HealthState.warning(
            "alpr.streams.standby-replicas is "
                + replicas
                + ", and files of standby copies are not erased: there the bytes of purged reads"
                + " stay until their segment expires, those of deleted evidence with its pictures"
                + " for as long as the instance is a standby. Set it to 0 where that may not be, or"
                + " delete a standby's state directory after evidence was deleted, while it is"
                + " stopped");
  }
}
