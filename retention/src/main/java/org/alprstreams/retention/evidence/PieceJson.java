package org.alprstreams.retention.evidence;

/**
 * A piece of evidence, whole.
 *
 * @param entry what a list shows of it
 * @param read the read, in Avro's JSON encoding
 * @param crop the plate, JPEG, or null where none is kept
 * @param scene the frame scaled down, JPEG, or null where none is kept
 */
record PieceJson(EvidenceJson entry, String read, byte[] crop, byte[] scene) {

  /** Holds a plate: kept out of logs. */
  @Override
  public String toString() {
    return "PieceJson[" + entry + "]";
  }
}
