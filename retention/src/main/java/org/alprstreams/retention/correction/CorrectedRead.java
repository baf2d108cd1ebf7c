package org.alprstreams.retention.correction;

import java.util.ArrayList;
import java.util.List;
import org.alprstreams.avro.CharacterGuess;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.avro.Correction;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;

/**
 * What a correction makes of a read.
 *
 * @param retraction goes out under the old plate key, or null where the key stays
 * @param corrected the next revision, under the new plate key
 */
record CorrectedRead(ReadImage retraction, ReadImage corrected) {

  /** A person has looked: nothing of the reader's doubt is left. */
  private static final float SURE = 1.0f;

  /**
   * @param kept the read with its images as they are kept
   */
  static CorrectedRead of(ReadImage kept, CorrectionCall call) {
    PlateRead read = kept.getRead();
    String plateKey = PlateKey.of(new PlateText(call.text())).value();
    List<Correction> corrections = new ArrayList<>(read.getCorrections());
    corrections.add(
        Correction.newBuilder()
            .setOriginalText(read.getPlateText())
            .setOriginalCharacters(read.getCharacters())
            .setCorrectedBy(call.by())
            .setOrganisation(call.organisation())
            .setReason(call.reason())
            .setCorrectedAt(call.at())
            .build());
    PlateRead.Builder next =
        PlateRead.newBuilder(read).setRevision(read.getRevision() + 1).setCorrections(corrections);
    PlateRead corrected =
        PlateRead.newBuilder(next)
            .setPlateKey(plateKey)
            .setPlateText(call.text())
            .setCharacters(characters(call.text()))
            .setConfidence(SURE)
            .build();
    ReadImage image = ReadImage.newBuilder(kept).setRead(corrected).build();
    if (plateKey.equals(read.getPlateKey())) {
      return new CorrectedRead(null, image);
    }
    PlateRead retracted =
        PlateRead.newBuilder(next)
            .setStatus(ReadStatus.RETRACTED)
            .setSupersededBy(plateKey)
            .build();
    return new CorrectedRead(
        ReadImage.newBuilder().setReadId(read.getReadId()).setRead(retracted).build(), image);
  }

  private static List<CharacterReading> characters(String text) {
    return text.chars()
        .mapToObj(
            character ->
                new CharacterReading(
                    List.of(new CharacterGuess(Character.toString(character), SURE))))
        .toList();
  }
}
