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

  /** Whether nothing is passing, so that the state need not be kept for passages or markers. */
  public boolean isIdle() {
    return state.getPassages().isEmpty() && state.getMarkers().isEmpty();
  }
}
