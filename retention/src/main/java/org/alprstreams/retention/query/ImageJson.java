package org.alprstreams.retention.query;

/**
 * An image between instances.
 *
 * @param plate text of the read it belongs to, for the access record
 * @param jpeg the image
 */
record ImageJson(String plate, byte[] jpeg) {

  /** Holds a plate: kept out of logs. */
  @Override
  public String toString() {
    return "ImageJson[" + jpeg.length + " bytes]";
  }
}
