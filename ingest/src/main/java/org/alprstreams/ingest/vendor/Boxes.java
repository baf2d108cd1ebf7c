package org.alprstreams.ingest.vendor;

import org.alprstreams.avro.BoundingBox;

/** Places in frames as other makers give them. */
final class Boxes {

  /** More than any camera has in a row. */
  static final int MOST_PIXELS = 100_000;

  private Boxes() {}

  /**
   * The box of {@code xmin}, {@code ymin}, {@code xmax} and {@code ymax}.
   *
   * @throws EventRefused as {@link #between}, or as malformed if one is missing or no number
   */
  static BoundingBox ofCorners(JsonField box) throws EventRefused {
    return between(
        box.path(),
        box.required("xmin").pixels(),
        box.required("ymin").pixels(),
        box.required("xmax").pixels(),
        box.required("ymax").pixels());
  }

  /**
   * The box between two corners. What lies left of or above the frame is cut off, as trackers
   * predict a little beyond its edge.
   *
   * @param path for the message
   * @throws EventRefused as unusable if nothing is left
   */
  static BoundingBox between(String path, int left, int top, int right, int bottom)
      throws EventRefused {
    int x = Math.max(0, left);
    int y = Math.max(0, top);
    if (right <= x || bottom <= y) {
      throw EventRefused.unusable(path, "is no box with a width and height of at least one pixel");
    }
    return new BoundingBox(x, y, right - x, bottom - y);
  }
}
