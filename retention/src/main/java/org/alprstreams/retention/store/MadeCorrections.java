package org.alprstreams.retention.store;

import java.util.ArrayList;
import java.util.List;
import org.alprstreams.avro.Correction;
import org.alprstreams.avro.LaterCorrection;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadCorrections;

/** What persons corrected a read to. */
public final class MadeCorrections {

  private MadeCorrections() {}

  /** Each with the text that it left, oldest first; the read has the texts that they found. */
  public static List<LaterCorrection> of(PlateRead read) {
    List<Correction> made = read.getCorrections();
    List<LaterCorrection> left = new ArrayList<>();
    for (int i = 0; i < made.size(); i++) {
      Correction correction = made.get(i);
      boolean last = i == made.size() - 1;
      left.add(
          LaterCorrection.newBuilder()
              .setText(last ? read.getPlateText() : made.get(i + 1).getOriginalText())
              .setCorrectedBy(correction.getCorrectedBy())
              .setOrganisation(correction.getOrganisation())
              .setReason(correction.getReason())
              .setCorrectedAt(correction.getCorrectedAt())
              .build());
    }
    return left;
  }

  /** All of them, for the copies that evidence keeps. */
  public static ReadCorrections message(PlateRead read) {
    return ReadCorrections.newBuilder()
        .setReadId(read.getReadId())
        .setFirstSeenAt(read.getFirstSeenAt())
        .setLastSeenAt(read.getLastSeenAt())
        .setCorrections(of(read))
        .build();
  }
}
