package org.alprstreams.retention.query;

import java.util.Optional;

/**
 * An image between instances.
 *
 * @param plate text of the read it belongs to, for the access record
 * @param jpeg the image
 * @param staleBy how stale it may be, where it comes from a standby copy
 */
record ImageJson(String plate, byte[] jpeg, Optional<Staleness> staleBy) {

  /** Holds a plate: kept out of logs. */
  @Override
  public String toString() {
    return "ImageJson[" + jpeg.length + " bytes]";
  }
}
