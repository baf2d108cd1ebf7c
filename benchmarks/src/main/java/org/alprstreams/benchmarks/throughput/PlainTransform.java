package org.alprstreams.benchmarks.throughput;

import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;

/**
 * The least that anybody would have to do: as many reads and images as matching gives, a read with
 * its image at a passage's first look, a read at its last. No passage, gate or list.
 */
final class PlainTransform implements Transform {

  @Override
  public void look(PlateCandidate look, Outlet outlet) {
    int number = look.getCandidateId().charAt(look.getCandidateId().length() - 1) - '0';
    if (number != 0 && number != Batch.LOOKS - 1) {
      return;
    }
    PlateRead read = read(look);
    outlet.read(read);
    if (number == 0) {
      outlet.image(read, look);
    }
  }

  private static PlateRead read(PlateCandidate look) {
    return PlateRead.newBuilder()
        .setReadId(look.getCandidateId())
        .setRevision(0)
        .setStatus(ReadStatus.CURRENT)
        .setPlateKey(PlateKey.of(new PlateText(look.getText())).value())
        .setPlateText(look.getText())
        .setCharacters(look.getCharacters())
        .setConfidence(look.getConfidence())
        .setState(look.getState())
        .setStateConfidence(look.getStateConfidence())
        .setCameraId(look.getCameraId())
        .setCapturedAt(look.getCapturedAt())
        .setFirstSeenAt(look.getCapturedAt())
        .setLastSeenAt(look.getCapturedAt())
        .setLooks(1)
        .setFrameId(look.getFrameId())
        .setBox(look.getBox())
        .setEngine(look.getEngine())
        .build();
  }
}
