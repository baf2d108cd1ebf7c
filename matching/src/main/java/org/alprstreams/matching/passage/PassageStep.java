package org.alprstreams.matching.passage;

import java.util.List;
import org.alprstreams.avro.CameraPassages;

/**
 * The outcome of one step at one camera.
 *
 * @param state what the camera's state is now
 * @param events what is to be done, in order
 */
public record PassageStep(CameraPassages state, List<PassageEvent> events) {

  /** Whether time changes nothing at a camera in this state. */
  public static boolean isIdle(CameraPassages state) {
    return state.getPassages().isEmpty()
        && state.getResting().isEmpty()
        && state.getMarkers().isEmpty();
  }
}
