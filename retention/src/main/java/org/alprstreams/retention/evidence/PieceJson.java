package org.alprstreams.retention.evidence;

/**
 * A piece of evidence, whole.
 *
 * @param entry what a list shows of it
 * @param read the read, in Avro's JSON encoding, or null where the piece cannot be decoded
 * @param engine name, version and fingerprint of the reader, or null likewise
 * @param crop the plate, JPEG, or null where none is kept
 * @param scene the frame scaled down, JPEG, or null where none is kept
 */
public record PieceJson(EvidenceJson entry, String read, String engine, byte[] crop, byte[] scene) {

  /** Holds a plate: kept out of logs. */
  @Override
  public String toString() {
    return "PieceJson[" + entry + "]";
  }
}
