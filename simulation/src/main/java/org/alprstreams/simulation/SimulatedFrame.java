package org.alprstreams.simulation;

import java.time.Instant;
import java.util.List;
import org.alprstreams.simulation.scene.PlateTruth;

/**
 * A frame with the truth about it.
 *
 * @param sequence counts the frames of one camera from 1
 * @param jpeg baseline JPEG; not copied, not to be changed
 * @param width pixels
 * @param height pixels
 * @param plates plates wholly in the frame and not hidden
 */
public record SimulatedFrame(
    String cameraId,
    Instant capturedAt,
    long sequence,
    byte[] jpeg,
    int width,
    int height,
    List<PlateTruth> plates) {
  /** Keeps its own copy of the truths. */
  public SimulatedFrame {
    plates = List.copyOf(plates);
  }
}
