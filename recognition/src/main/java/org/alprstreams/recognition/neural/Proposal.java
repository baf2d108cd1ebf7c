package org.alprstreams.recognition.neural;

import org.alprstreams.recognition.reader.Corners;

/**
 * A place that may be a plate.
 *
 * @param corners in frame pixels; the frame's upper left corner is 0,0
 * @param score 0 to 1: how much it looks like a plate
 */
record Proposal(Corners corners, double score) {

  /** The place's upright bounds. */
  Bounds bounds() {
    return Bounds.of(corners);
  }
}
