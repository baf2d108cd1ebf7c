package org.alprstreams.matching.passage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alprstreams.avro.CameraPassages;
import org.alprstreams.avro.OpenPassage;
import org.alprstreams.avro.SuppressionMarker;

/**
 * What is passing one camera, with everything that was worked out about it: a vote is not taken
 * again because another vehicle is seen.
 *
 * <p>It is stored in pieces, each passage by itself, so that a look writes what it changes and no
 * more.
 *
 * @param passages open ones, the one touched last at the end
 * @param resting vehicles that stood still when they were last seen, and those that the camera
 *     follows and says nothing more of, likewise
 * @param markers where opted-out vehicles are
 * @param recentLooks of the looks processed last
 */
public record CameraState(
    List<Passage> passages, List<Passage> resting, List<Marker> markers, RecentLooks recentLooks) {

  /** Name of the piece that holds the markers. */
  public static final String CAMERA = "";

  /** The state of a camera that nothing passes. */
  static final CameraState NOTHING =
      new CameraState(List.of(), List.of(), List.of(), RecentLooks.NONE);

  public CameraState {
    passages = List.copyOf(passages);
    resting = List.copyOf(resting);
    markers = List.copyOf(markers);
  }

  /** The state that these pieces are all of, in any order. */
  public static CameraState of(Collection<CameraPassages> pieces) {
    List<Passage> passages = new ArrayList<>();
    List<Passage> resting = new ArrayList<>();
    List<Marker> markers = new ArrayList<>();
    for (CameraPassages piece : pieces) {
      piece.getPassages().stream().map(Passage::of).forEach(passages::add);
      piece.getResting().stream().map(Passage::of).forEach(resting::add);
      piece.getMarkers().stream().map(Marker::of).forEach(markers::add);
    }
    passages.sort(Comparator.comparing(Passage::touchedAt));
    resting.sort(Comparator.comparing(Passage::touchedAt));
    return new CameraState(passages, resting, markers, RecentLooks.of(pieces));
  }

  /**
   * What is to be stored to make this state of an earlier one: pieces by name, null for one to be
   * removed. A vehicle that comes to rest, or leaves it, keeps its piece's name.
   */
  public Map<String, CameraPassages> changesSince(CameraState before) {
    Map<String, CameraPassages> changes = new LinkedHashMap<>();
    without(before.passages, passages).forEach(gone -> changes.put(gone.readId(), null));
    without(before.resting, resting).forEach(gone -> changes.put(gone.readId(), null));
    without(passages, before.passages).forEach(p -> changes.put(p.readId(), open(p)));
    without(resting, before.resting).forEach(p -> changes.put(p.readId(), atRest(p)));
    if (!markers.equals(before.markers)) {
      changes.put(CAMERA, markers.isEmpty() ? null : marked(markers));
    }
    changes.putAll(recentLooks.changesSince(before.recentLooks));
    return changes;
  }

  /** Those that are not, as they are, among the others: what nothing has changed is one object. */
  private static List<Passage> without(List<Passage> passages, List<Passage> others) {
    List<Passage> left = new ArrayList<>(0);
    for (Passage passage : passages) {
      boolean among = false;
      for (Passage other : others) {
        among |= other == passage;
      }
      if (!among) {
        left.add(passage);
      }
    }
    return left;
  }

  private static CameraPassages open(Passage passage) {
    return piece(List.of(passage.toState()), List.of(), List.of());
  }

  private static CameraPassages atRest(Passage passage) {
    return piece(List.of(), List.of(passage.toState()), List.of());
  }

  private static CameraPassages marked(List<Marker> markers) {
    return piece(List.of(), List.of(), markers.stream().map(Marker::stored).toList());
  }

  private static CameraPassages piece(
      List<OpenPassage> passages, List<OpenPassage> resting, List<SuppressionMarker> markers) {
    return new CameraPassages(passages, resting, markers, List.of(), 0L);
  }

  /**
   * This state after the time of passages leapt: nothing in it is older, or younger, than it was.
   */
  public CameraState movedAlong(Duration leap) {
    return new CameraState(
        passages.stream().map(passage -> passage.movedAlong(leap)).toList(),
        resting.stream().map(passage -> passage.movedAlong(leap)).toList(),
        markers.stream().map(marker -> marker.movedAlong(leap)).toList(),
        recentLooks);
  }

  /** Whether time changes nothing at this camera. */
  public boolean isIdle() {
    return passages.isEmpty() && resting.isEmpty() && markers.isEmpty();
  }
}
