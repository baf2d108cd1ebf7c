package org.alprstreams.matching.passage;

import java.util.List;

/**
 * The outcome of one step at one camera.
 *
 * @param state what the camera's state is now
 * @param events what is to be done, in order
 */
public record PassageStep(CameraState state, List<PassageEvent> events) {}
