package org.alprstreams.matching;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.alprstreams.avro.CameraPassages;
import org.alprstreams.matching.passage.CameraState;
import org.alprstreams.matching.passage.PassageTracker;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What is passing the cameras of one partition. The store has it in the form that outlives this
 * process; here it is as it was worked out, so that a look costs no reading of what is known. Every
 * change is written through.
 */
final class CameraStates {

  /** Between a camera's id and the name of a piece of its state; in no id. */
  private static final char SEPARATOR = '\u001f';

  private final KeyValueStore<String, CameraPassages> store;
  private final Map<String, CameraState> states = new HashMap<>();

  /** Begins with what the store holds, restored after another task's end. */
  CameraStates(KeyValueStore<String, CameraPassages> store) {
    this.store = store;
    Map<String, List<CameraPassages>> pieces = new HashMap<>();
    try (KeyValueIterator<String, CameraPassages> stored = store.all()) {
      stored.forEachRemaining(
          piece ->
              pieces
                  .computeIfAbsent(cameraOf(piece.key), camera -> new ArrayList<>())
                  .add(piece.value));
    }
    pieces.forEach((cameraId, all) -> states.put(cameraId, CameraState.of(all)));
  }

  CameraState of(String cameraId) {
    return states.getOrDefault(cameraId, PassageTracker.nothing());
  }

  /** Remembers a camera's state, and writes what of it is new. */
  void put(String cameraId, CameraState state) {
    state
        .changesSince(of(cameraId))
        .forEach((name, piece) -> store.put(key(cameraId, name), piece));
    states.put(cameraId, state);
  }

  /** Moves what passes along with the time of passages where that leaps. */
  void moveAlong(Duration leap) {
    busy().forEach(cameraId -> put(cameraId, of(cameraId).movedAlong(leap)));
  }

  /** Cameras at which time changes something; a copy. */
  Set<String> busy() {
    Set<String> busy = new TreeSet<>();
    states.forEach(
        (cameraId, state) -> {
          if (!state.isIdle()) {
            busy.add(cameraId);
          }
        });
    return busy;
  }

  /** The key in the store of a piece of a camera's state. */
  static String key(String cameraId, String piece) {
    return piece.equals(CameraState.CAMERA) ? cameraId : cameraId + SEPARATOR + piece;
  }

  private static String cameraOf(String key) {
    int end = key.indexOf(SEPARATOR);
    return end < 0 ? key : key.substring(0, end);
  }
}
