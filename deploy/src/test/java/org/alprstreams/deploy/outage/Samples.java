package org.alprstreams.deploy.outage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.avro.CharacterGuess;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.MatchKind;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.Priority;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.avro.StateMatch;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;

/** One vehicle that passed and is looked for. Its plate is invented. */
final class Samples {

  static final String PLATE = "8OUT123";
  static final String CAMERA = "outage-camera";

  /** What stands for a picture's bytes. */
  static final String PICTURE = "picture of the vehicle";

  private static final BoundingBox BOX = new BoundingBox(10, 20, 120, 60);

  private Samples() {}

  static PlateRead read(Instant at) {
    return PlateRead.newBuilder()
        .setReadId("read")
        .setRevision(0)
        .setStatus(ReadStatus.CURRENT)
        .setPlateKey(PlateKey.of(new PlateText(PLATE)).value())
        .setPlateText(PLATE)
        .setCharacters(characters())
        .setConfidence(0.95f)
        .setCameraId(CAMERA)
        .setCapturedAt(at)
        .setFirstSeenAt(at)
        .setLastSeenAt(at)
        .setOver(true)
        .setLooks(1)
        .setFrameId("frame")
        .setBox(BOX)
        .setEngine("test 1")
        .build();
  }

  static ReadImage image(PlateRead read) {
    return new ReadImage(read.getReadId(), read, picture(), picture());
  }

  static Alert alert(PlateRead read) {
    return Alert.newBuilder()
        .setAlertId("alert")
        .setRevision(0)
        .setStatus(AlertStatus.OPEN)
        .setReadId(read.getReadId())
        .setEntryId("entry")
        .setPlateText(PLATE)
        .setListedPlate(PLATE)
        .setMatchKind(MatchKind.EXACT)
        .setDifferences(List.of())
        .setStateMatch(StateMatch.UNKNOWN)
        .setListedState("CA")
        .setCharacters(characters())
        .setConfidence(0.95f)
        .setCategory(HotlistCategory.STOLEN_VEHICLE)
        .setPriority(Priority.MEDIUM)
        .setSourceAgency("Test agency")
        .setCameraId(CAMERA)
        .setCapturedAt(read.getCapturedAt())
        .setRaisedAt(read.getCapturedAt())
        .setBox(BOX)
        .setPlateCrop(picture())
        .build();
  }

  private static List<CharacterReading> characters() {
    return PLATE
        .chars()
        .mapToObj(c -> new CharacterGuess(Character.toString(c), 0.95f))
        .map(guess -> new CharacterReading(List.of(guess)))
        .toList();
  }

  private static ByteBuffer picture() {
    return ByteBuffer.wrap(PICTURE.getBytes(StandardCharsets.UTF_8));
  }
}
