package org.alprstreams.retention.evidence;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.alprstreams.avro.Evidence;
import org.alprstreams.avro.LaterCorrection;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.retention.store.MadeCorrections;

/**
 * A piece of evidence as it is answered.
 *
 * @param caseNumber the case
 * @param readId the read
 * @param plate its text as it was collected
 * @param correctedPlate what it was corrected to after it was attached, or null
 * @param state two letters, or null where unknown
 * @param confidence probability of the weakest character, 0 to 1
 * @param cameraId the camera passed
 * @param collectedAt when it was captured: its time runs from here
 * @param attachedBy who attached it
 * @param attachedAt when
 * @param keptUntil when it is deleted, unless a court holds it
 * @param heldBy numbers of the court orders that hold it now
 * @param corrections what persons corrected, oldest first, before it was attached and after
 * @param image where the plate's image is, or null where none is kept
 * @param scene where the scaled-down frame is, or null where none is kept
 * @param undecodable whether what was collected cannot be read now: then there is only what the key
 *     says
 */
public record EvidenceJson(
    String caseNumber,
    String readId,
    String plate,
    String correctedPlate,
    String state,
    float confidence,
    String cameraId,
    Instant collectedAt,
    String attachedBy,
    Instant attachedAt,
    Instant keptUntil,
    List<String> heldBy,
    List<Corrected> corrections,
    String image,
    String scene,
    boolean undecodable) {

  private static final String UNKNOWN = "";

  /** A person's correction: the text before it and after it. */
  record Corrected(
      String originalPlate,
      String plate,
      String correctedBy,
      String organisation,
      String reason,
      Instant correctedAt) {}

  static EvidenceJson of(
      EvidenceKey key, Evidence evidence, EvidenceRules rules, HoldBook.Orders orders) {
    return evidence instanceof UndecodableEvidence
        ? undecodable(key, rules, orders)
        : decoded(key, evidence, rules, orders);
  }

  private static EvidenceJson undecodable(
      EvidenceKey key, EvidenceRules rules, HoldBook.Orders orders) {
    Instant collectedAt = Instant.ofEpochMilli(key.collectedAt());
    return new EvidenceJson(
        key.caseNumber(),
        key.readId(),
        UNKNOWN,
        null,
        null,
        0,
        UNKNOWN,
        collectedAt,
        UNKNOWN,
        null,
        rules.end(collectedAt),
        orders.of(key),
        List.of(),
        null,
        null,
        true);
  }

  private static EvidenceJson decoded(
      EvidenceKey key, Evidence evidence, EvidenceRules rules, HoldBook.Orders orders) {
    PlateRead read = evidence.getRead();
    return new EvidenceJson(
        key.caseNumber(),
        key.readId(),
        read.getPlateText(),
        correctedPlate(evidence),
        read.getState(),
        read.getConfidence(),
        read.getCameraId(),
        evidence.getCollectedAt(),
        evidence.getAttachedBy(),
        evidence.getAttachedAt(),
        rules.end(evidence.getCollectedAt()),
        orders.of(key),
        corrections(evidence),
        evidence.getPlateCrop() == null ? null : image(key, "crop"),
        evidence.getScene() == null ? null : image(key, "scene"),
        false);
  }

  private static String correctedPlate(Evidence evidence) {
    List<LaterCorrection> later = evidence.getCorrections();
    return later.isEmpty() ? null : later.get(later.size() - 1).getText();
  }

  private static List<Corrected> corrections(Evidence evidence) {
    PlateRead read = evidence.getRead();
    String text =
        read.getCorrections().isEmpty()
            ? read.getPlateText()
            : read.getCorrections().get(0).getOriginalText();
    List<LaterCorrection> made = new ArrayList<>(MadeCorrections.of(read));
    made.addAll(evidence.getCorrections());
    List<Corrected> all = new ArrayList<>();
    for (LaterCorrection correction : made) {
      all.add(
          new Corrected(
              text,
              correction.getText(),
              correction.getCorrectedBy(),
              correction.getOrganisation(),
              correction.getReason(),
              correction.getCorrectedAt()));
      text = correction.getText();
    }
    return all;
  }

  /** Every text it has had since it was attached, with which it is found in the access log. */
  public Stream<String> plates() {
    return Stream.concat(Stream.of(plate), corrections.stream().map(Corrected::plate))
        .filter(text -> !text.equals(UNKNOWN))
        .distinct();
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
