package org.alprstreams.benchmarks;

import java.time.Instant;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.Priority;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;

/** Hotlist entries for invented plates. */
public final class Entries {

  private Entries() {}

  /** An alertable entry in force. */
  public static HotlistEntry of(String plate) {
    return HotlistEntry.newBuilder()
        .setEntryId("benchmark-" + plate)
        .setListId("benchmark")
        .setPlateText(plate)
        .setPlateKey(PlateKey.of(new PlateText(plate)).value())
        .setCategory(HotlistCategory.STOLEN_VEHICLE)
        .setPriority(Priority.LOW)
        .setSourceAgency("benchmark")
        .setEffectiveAt(Instant.EPOCH)
        .setAddedBy("benchmark")
        .setAddedAt(Instant.EPOCH)
        .build();
  }
}
