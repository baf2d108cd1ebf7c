package org.alprstreams.retention.release;

/**
 * A kept read, whole, as it goes from the instance that keeps it to the one that releases it.
 *
 * @param read the read, in Avro's JSON encoding
 * @param engine name, version and fingerprint of the reader
 * @param crop the plate, JPEG, or null where none is kept
 * @param scene the frame scaled down, JPEG, or null where none is kept
 */
record ReadFile(String read, String engine, byte[] crop, byte[] scene) {

  /** Holds a plate: kept out of logs. */
  @Override
  public String toString() {
    return "ReadFile[" + engine + "]";
  }
}
