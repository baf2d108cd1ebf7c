package org.alprstreams.matching.passage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.alprstreams.avro.CameraPassages;
import org.alprstreams.avro.SuppressionMarker;

/**
 * What is passing one camera, with everything that was worked out about it: a vote is not taken
 * again because another vehicle is seen.
 *
 * <p>It is stored in pieces, each passage by itself, so that a look writes what it changes and no
 * more.
 *
 * @param passages open ones, the one touched last at the end
 * @param resting vehicles that stood still when they were last seen, likewise
 * @param markers where opted-out vehicles are
 * @param recentLooks fingerprints of the looks processed last, oldest first
 */
public record CameraState(
    List<Passage> passages,
    List<Passage> resting,
    List<SuppressionMarker> markers,
    List<Long> recentLooks) {

  /** Name of the piece that is no passage. */
  public static final String CAMERA = "";

  /** The state of a camera that nothing passes. */
  static final CameraState NOTHING = new CameraState(List.of(), List.of(), List.of(), List.of());

  public CameraState {
    passages = List.copyOf(passages);
    resting = List.copyOf(resting);
    markers = List.copyOf(markers);
    recentLooks = List.copyOf(recentLooks);
  }

  /** The state that these pieces are all of, in any order. */
  public static CameraState of(Collection<CameraPassages> pieces) {
    List<Passage> passages = new ArrayList<>();
    List<Passage> resting = new ArrayList<>();
    List<SuppressionMarker> markers = new ArrayList<>();
    List<Long> recentLooks = new ArrayList<>();
    for (CameraPassages piece : pieces) {
      piece.getPassages().stream().map(Passage::of).forEach(passages::add);
      piece.getResting().stream().map(Passage::of).forEach(resting::add);
      markers.addAll(piece.getMarkers());
      recentLooks.addAll(piece.getRecentLooks());
    }
    passages.sort(Comparator.comparing(Passage::touchedAt));
    resting.sort(Comparator.comparing(Passage::touchedAt));
    return new CameraState(passages, resting, markers, recentLooks);
  }

  /**
   * What is to be stored to make this state of an earlier one: pieces by name, null for one to be
   * removed. A vehicle that comes to rest, or leaves it, keeps its piece's name.
   */
  public Map<String, CameraPassages> changesSince(CameraState before) {
    Map<String, CameraPassages> changes = new LinkedHashMap<>();
    before.passages.forEach(gone -> changes.put(gone.readId(), null));
    before.resting.forEach(gone -> changes.put(gone.readId(), null));
    putChanged(changes, before.passages, passages, CameraState::open);
    putChanged(changes, before.resting, resting, CameraState::atRest);
    if (!markers.equals(before.markers) || !recentLooks.equals(before.recentLooks)) {
      changes.put(CAMERA, new CameraPassages(List.of(), List.of(), markers, recentLooks));
    }
    return changes;
  }

  private static void putChanged(
      Map<String, CameraPassages> changes,
      List<Passage> before,
      List<Passage> after,
      Function<Passage, CameraPassages> piece) {
    Map<String, Passage> old =
        before.stream().collect(Collectors.toMap(Passage::readId, Function.identity()));
    for (Passage passage : after) {
      if (passage.equals(old.get(passage.readId()))) {
        changes.remove(passage.readId());
      } else {
        changes.put(passage.readId(), piece.apply(passage));
      }
    }
  }

  private static CameraPassages open(Passage passage) {
    return new CameraPassages(List.of(passage.toState()), List.of(), List.of(), List.of());
  }

  private static CameraPassages atRest(Passage passage) {
    return new CameraPassages(List.of(), List.of(passage.toState()), List.of(), List.of());
  }

  /** Whether time changes nothing at this camera. */
  public boolean isIdle() {
    return passages.isEmpty() && resting.isEmpty() && markers.isEmpty();
  }
}
