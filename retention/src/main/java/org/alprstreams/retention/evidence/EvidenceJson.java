package org.alprstreams.retention.evidence;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.alprstreams.avro.Evidence;
import org.alprstreams.avro.PlateRead;

/**
 * A piece of evidence as it is answered.
 *
 * @param caseNumber the case
 * @param readId the read
 * @param plate its text
 * @param state two letters, or null where unknown
 * @param confidence probability of the weakest character, 0 to 1
 * @param cameraId the camera passed
 * @param collectedAt when it was captured: its time runs from here
 * @param attachedBy who attached it
 * @param attachedAt when
 * @param keptUntil when it is deleted, unless a court holds it
 * @param heldBy numbers of the court orders that hold it now
 * @param image where the plate's image is, or null where none is kept
 * @param scene where the scaled-down frame is, or null where none is kept
 */
public record EvidenceJson(
    String caseNumber,
    String readId,
    String plate,
    String state,
    float confidence,
    String cameraId,
    Instant collectedAt,
    String attachedBy,
    Instant attachedAt,
    Instant keptUntil,
    List<String> heldBy,
    String image,
    String scene) {

  static EvidenceJson of(
      EvidenceKey key, Evidence evidence, EvidenceRules rules, HoldBook.Orders orders) {
    PlateRead read = evidence.getRead();
    return new EvidenceJson(
        key.caseNumber(),
        key.readId(),
        read.getPlateText(),
        read.getState(),
        read.getConfidence(),
        read.getCameraId(),
        evidence.getCollectedAt(),
        evidence.getAttachedBy(),
        evidence.getAttachedAt(),
        rules.end(evidence.getCollectedAt()),
        orders.of(key),
        evidence.getPlateCrop() == null ? null : image(key, "crop"),
        evidence.getScene() == null ? null : image(key, "scene"));
  }

  EvidenceKey key() {
    return EvidenceKey.of(caseNumber, collectedAt, readId);
  }

  private static String image(EvidenceKey key, String part) {
    return "/cases/"
        + key.caseNumber()
        + "/evidence/"
        + URLEncoder.encode(key.readId(), StandardCharsets.UTF_8)
        + "/image?at="
        + key.collectedAt()
        + "&part="
        + part;
  }

  /** Holds a plate: kept out of logs. */
  @Override
  public String toString() {
    return "EvidenceJson[" + readId + "]";
  }
}
