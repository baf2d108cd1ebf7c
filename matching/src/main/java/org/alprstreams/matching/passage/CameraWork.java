package org.alprstreams.matching.passage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.alprstreams.avro.CameraPassages;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.SuppressionMarker;
import org.alprstreams.matching.identity.DerivedId;
import org.alprstreams.matching.optout.Gate;
import org.alprstreams.matching.optout.GateDecision;
import org.alprstreams.matching.passage.PassageEvent.Suppressed.Reason;
import org.alprstreams.schemas.plate.PlateKey;

/** One step at one camera while it is being worked out; used once, by one thread. */
final class CameraWork {

  private final CameraPassages before;
  private final PassageRules rules;
  private final Resemblance resemblance;
  private final Gate gate;
  private final Instant now;
  private final List<Passage> passages;
  private final List<SuppressionMarker> markers;
  private final List<Long> recent;
  private final List<PassageEvent> events = new ArrayList<>();

  CameraWork(
      CameraPassages before, PassageRules rules, Resemblance resemblance, Gate gate, Instant now) {
    this.before = before;
    this.rules = rules;
    this.resemblance = resemblance;
    this.gate = gate;
    this.now = now;
    this.passages = new ArrayList<>(before.getPassages().stream().map(Passage::of).toList());
    this.markers = new ArrayList<>(before.getMarkers());
    this.recent = new ArrayList<>(before.getRecentLooks());
  }

  static CameraPassages empty() {
    return new CameraPassages(List.of(), List.of(), List.of());
  }

  PassageStep unchanged(PassageEvent event) {
    return new PassageStep(before, List.of(event));
  }

  PassageStep done() {
    return new PassageStep(
        new CameraPassages(
            passages.stream().map(Passage::toState).toList(),
            List.copyOf(markers),
            List.copyOf(recent)),
        List.copyOf(events));
  }

  /** Remembers the look; false if it was processed before. */
  boolean remember(Look look) {
    long fingerprint = DerivedId.fingerprint(look.id());
    if (recent.contains(fingerprint)) {
      return false;
    }
    recent.add(fingerprint);
    if (recent.size() > PassageRules.MOST_RECENT_LOOKS) {
      recent.remove(0);
    }
    return true;
  }

  void suppressed(Reason reason) {
    events.add(new PassageEvent.Suppressed(reason));
  }

  /**
   * Drops the passages of the vehicle that this look shows to be opted out: those it belongs to by
   * text, if both together leave it possible, and those at its place that no confident reading
   * tells apart from it. A doubtful look does not take back what better ones said with confidence.
   */
  void dropVehicleOf(Look look) {
    drop(
        passage ->
            (resemblance.disagreement(passage, look).isPresent()
                    && decide(passage.with(look, rules.lookLife(), now)) == GateDecision.OPTED_OUT)
                || (resemblance.samePlaceAndTime(
                        passage.nearestInTime(look.capturedAt()).box(),
                        passage.nearestInTime(look.capturedAt()).capturedAt(),
                        look)
                    && !gate.isConfident(passage.vote().text(), passage.vote().readings())));
  }

  /** Leaves a marker where the look is, or moves the vehicle's marker there. */
  void mark(Look look) {
    markers.removeIf(marker -> isAt(marker, look));
    markers.add(new SuppressionMarker(look.box(), look.capturedAt(), now));
    if (markers.size() > PassageRules.MOST_MARKERS) {
      markers.remove(0);
    }
  }

  boolean isMarked(Look look) {
    return markers.stream().anyMatch(marker -> isAt(marker, look));
  }

  private boolean isAt(SuppressionMarker marker, Look look) {
    return resemblance.samePlaceAndTime(marker.getBox(), marker.getSeenAt(), look);
  }

  /** Adds the look to the passage it agrees with best, or begins one, and publishes what is due. */
  void add(Look look) {
    Optional<Passage> match =
        passages.stream()
            .filter(passage -> resemblance.disagreement(passage, look).isPresent())
            .min(
                Comparator.comparingDouble(
                    passage -> resemblance.disagreement(passage, look).orElseThrow()));
    match.ifPresent(passages::remove);
    Passage passage =
        match
            .map(open -> open.with(look, rules.lookLife(), now))
            .orElseGet(() -> Passage.startedBy(look, now));
    if (passage.best() == look) {
      events.add(new PassageEvent.ImagesHeld(passage.readId()));
    }
    publishIfDue(passage, false).ifPresent(passages::add);
    while (passages.size() > PassageRules.MOST_PASSAGES) {
      close(passages.remove(0));
    }
  }

  /** Closes passages that no look can belong to any more, judging by how far this look is on. */
  void closeLeftBehind(Look look) {
    // Twice the gap: looks may come a little out of order.
    Instant horizon = look.capturedAt().minus(rules.gap().multipliedBy(2));
    closeIf(passage -> passage.lastSeenAt().isBefore(horizon));
  }

  void closeIdle() {
    closeIf(passage -> !now.isBefore(passage.touchedAt().plus(rules.idle())));
  }

  void dropOptedOut() {
    List<Passage> optedOut =
        passages.stream().filter(p -> decide(p) == GateDecision.OPTED_OUT).toList();
    passages.removeAll(optedOut);
    optedOut.forEach(this::suppress);
  }

  void forgetMarkers() {
    markers.removeIf(
        marker -> !now.isBefore(marker.getTouchedAt().plus(rules.gap()).plus(rules.idle())));
  }

  private void closeIf(Predicate<Passage> over) {
    List<Passage> closing = passages.stream().filter(over).toList();
    passages.removeAll(closing);
    closing.forEach(this::close);
  }

  private void close(Passage passage) {
    Optional<Passage> last = publishIfDue(passage, true);
    last.ifPresent(
        closed -> {
          if (closed.published().isEmpty()) {
            events.add(new PassageEvent.Unreadable());
          }
          events.add(new PassageEvent.ImagesReleased(closed.readId()));
        });
  }

  private void drop(Predicate<Passage> unwanted) {
    List<Passage> dropped = passages.stream().filter(unwanted).toList();
    passages.removeAll(dropped);
    dropped.forEach(this::drop);
  }

  private void suppress(Passage passage) {
    suppressed(Reason.OPTED_OUT);
    mark(passage.nearestInTime(passage.lastSeenAt()));
    drop(passage);
  }

  private void drop(Passage passage) {
    passage.published().ifPresent(read -> events.add(retraction(read, null)));
    events.add(new PassageEvent.ImagesReleased(passage.readId()));
  }

  /**
   * Publishes the passage if it is certain enough and says something new. The gate is asked again,
   * about what all looks say together and with the list as it is now.
   *
   * @return the passage as it goes on, or empty where the gate dropped it
   */
  private Optional<Passage> publishIfDue(Passage passage, boolean closing) {
    Publication publication = Publication.of(passage, rules, closing);
    if (publication == Publication.NONE) {
      return Optional.of(passage);
    }
    GateDecision decision = decide(passage);
    if (decision == GateDecision.NOT_READY) {
      suppressed(Reason.GATE_NOT_READY);
      return Optional.of(passage);
    }
    if (decision == GateDecision.OPTED_OUT) {
      suppress(passage);
      return Optional.empty();
    }
    return Optional.of(publish(passage, publication == Publication.WITH_IMAGES));
  }

  private Passage publish(Passage passage, boolean withImages) {
    int revision = passage.published().map(read -> read.getRevision() + 1).orElse(0);
    String plateKey = PlateKey.of(passage.vote().text()).value();
    Optional<PlateRead> elsewhere =
        passage.published().filter(old -> !old.getPlateKey().equals(plateKey));
    elsewhere.ifPresent(old -> events.add(retraction(old, plateKey)));
    // The retraction is a revision of its own.
    PlateRead read = passage.read(elsewhere.isPresent() ? revision + 1 : revision);
    events.add(new PassageEvent.Published(read, withImages));
    return passage.publishedAs(read, withImages);
  }

  /**
   * What the gate says to the vehicle: by all its looks together, and by each alone. Looks that
   * share one doubt agree on it with confidence, so at least one has to be sure by itself, as it
   * would have to be if it came now.
   */
  private GateDecision decide(Passage passage) {
    GateDecision together = gate.decide(passage.vote().text(), passage.vote().readings());
    if (together != GateDecision.PASS) {
      return together;
    }
    return passage.looks().stream()
            .anyMatch(
                look ->
                    gate.decide(look.text(), look.candidate().getCharacters()) == GateDecision.PASS)
        ? GateDecision.PASS
        : GateDecision.OPTED_OUT;
  }

  private static PassageEvent retraction(PlateRead published, String supersededBy) {
    return new PassageEvent.Retracted(Retraction.of(published, supersededBy));
  }
}
