package org.alprstreams.matching.passage;

import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadStatus;

/** The revision that takes a read back. */
final class Retraction {

  private Retraction() {}

  /**
   * @param supersededBy plate key under which the read stands from now on, or null where it is gone
   */
  static PlateRead of(PlateRead published, String supersededBy) {
    return PlateRead.newBuilder(published)
        .setRevision(published.getRevision() + 1)
        .setStatus(ReadStatus.RETRACTED)
        .setSupersededBy(supersededBy)
        .build();
  }
}
