package org.alprstreams.matching.passage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.SuppressionMarker;
import org.alprstreams.matching.look.CharacterDistribution;
import org.alprstreams.matching.optout.Gate;
import org.alprstreams.matching.optout.GateDecision;
import org.alprstreams.matching.passage.PassageEvent.Suppressed.Reason;
import org.alprstreams.schemas.identity.DerivedId;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;

/** One step at one camera while it is being worked out; used once, by one thread. */
final class CameraWork {

  private final CameraState before;
  private final PassageRules rules;
  private final Resemblance resemblance;
  private final Gate gate;
  private final Times times;

  /** The time of passages. */
  private final Instant now;

  private final List<Passage> passages;
  private final List<Passage> resting;
  private final List<Marker> markers;
  private RecentLooks recent;
  private final List<PassageEvent> events = new ArrayList<>();

  CameraWork(
      CameraState before, PassageRules rules, Resemblance resemblance, Gate gate, Times times) {
    this.before = before;
    this.rules = rules;
    this.resemblance = resemblance;
    this.gate = gate;
    this.times = times;
    this.now = times.passages();
    this.passages = new ArrayList<>(before.passages());
    this.resting = new ArrayList<>(before.resting());
    this.markers = new ArrayList<>(before.markers());
    this.recent = before.recentLooks();
  }

  PassageStep unchanged(PassageEvent event) {
    return new PassageStep(before, List.of(event));
  }

  PassageStep done() {
    return new PassageStep(
        new CameraState(passages, resting, markers, recent), List.copyOf(events));
  }

  /** Remembers the look; false if it was processed before. */
  boolean remember(Look look) {
    long fingerprint = DerivedId.fingerprint(look.id());
    if (recent.contains(fingerprint)) {
      return false;
    }
    recent = recent.with(fingerprint);
    return true;
  }

  void suppressed(Reason reason) {
    events.add(new PassageEvent.Suppressed(reason));
  }

  /**
   * Drops the passages of the vehicle that this look shows to be opted out: those it belongs to by
   * text, if both together leave it possible or the look shows that they are misread, and those at
   * its place that no confident reading tells apart from it. A doubtful look does not take back
   * what better ones said with confidence.
   */
  void dropVehicleOf(Look look) {
    drop(
        passages,
        passage ->
            (resemblance.disagreement(passage, look).isPresent()
                    && (decide(passage.with(look, rules.lookLife(), now)) == GateDecision.OPTED_OUT
                        || showsMisread(passage, look)))
                || (mayShow(passage, look) && isDoubtful(passage)));
    drop(
        resting,
        passage ->
            resemblance.resumption(passage, look).isPresent()
                || (passage.isAwaiting(look)
                    && Resemblance.mayReadTheSame(passage.vote().characters(), look.characters())
                    && isDoubtful(passage)));
  }

  /**
   * Whether an opted-out look, sure of itself, shows that the passage it belongs to is misread.
   * Looks that are opted out are not kept, so each would have to outvote all that were misread
   * before by itself. It does where those are the same plate cut off, where no more than one of
   * them was sure either, and where it is not the first to say so; several sure looks stand against
   * a single other one, which may itself be the misread.
   */
  private boolean showsMisread(Passage passage, Look look) {
    return isConfident(look)
        && (Resemblance.isCutOff(passage.vote().text().value(), look.text().value())
            || passage.looks().stream().filter(this::isConfident).count() <= 1
            || markers.stream()
                .anyMatch(m -> m.text().equals(look.text().value()) && hides(m, look)));
  }

  private boolean mayShow(Passage passage, Look look) {
    Look nearest = passage.nearestInTime(look.capturedAt());
    boolean otherTrack = look.track().isPresent() && passage.isTracked() && !passage.follows(look);
    return mayBeOf(
        passage.vote().characters(), nearest.box(), nearest.capturedAt(), otherTrack, look);
  }

  /**
   * Whether a look may be of a vehicle by place, time and text. Another track has to be known to
   * read alike, since a camera that loses a vehicle follows it anew, unless it is said to be parked
   * at the very place.
   */
  private boolean mayBeOf(
      List<CharacterDistribution> shown,
      BoundingBox box,
      Instant seenAt,
      boolean otherTrack,
      Look look) {
    if (resemblance.isParkedAt(box, seenAt, look)) {
      return Resemblance.mayReadTheSame(shown, look.characters());
    }
    boolean alike =
        !otherTrack || !shown.isEmpty() && Resemblance.mayReadTheSame(shown, look.characters());
    return alike && resemblance.mayBeOf(shown, box, seenAt, look);
  }

  /** Leaves a marker where an opted-out vehicle is, or moves its marker there. */
  void mark(Look look) {
    markers.removeIf(
        marker ->
            hides(marker, look) && (!marker.isOfOtherTrack(look) || isParkedAt(marker, look)));
    markers.add(Marker.at(look, now));
    if (markers.size() > PassageRules.MOST_MARKERS) {
      markers.remove(0);
    }
  }

  /**
   * Whether a look is to be taken for one at a marker's vehicle. One that is sure of another plate
   * is not, unless it is that vehicle's plate cut off, where it was a moment ago.
   */
  boolean isMarked(Look look) {
    return markers.stream()
        .filter(marker -> hides(marker, look))
        .anyMatch(marker -> !isConfident(look) || isCutOff(marker, look));
  }

  private static boolean isCutOff(Marker marker, Look look) {
    return Resemblance.isCutOff(look.text().value(), marker.text())
        && Resemblance.isMomentApart(marker.stored().getSeenAt(), look);
  }

  /**
   * Has the marker that hides a look go along with it. It lives on only with what can be no other
   * vehicle: the same track, or what stands where it is or is said to be parked there. It would
   * pass from one vehicle to the next otherwise, and one opted-out vehicle would hide all that
   * follow it closely.
   */
  void follow(Look look) {
    markers.stream()
        .filter(marker -> hides(marker, look))
        .min(
            Comparator.comparing((Marker marker) -> !marker.isOfTrack(look))
                .thenComparing(marker -> !Place.isSame(marker.stored().getBox(), look.box())))
        .filter(
            marker ->
                marker.isOfTrack(look)
                    || isParkedAt(marker, look)
                    || Resemblance.isMomentApart(marker.stored().getSeenAt(), look))
        .ifPresent(marker -> markers.set(markers.indexOf(marker), moved(marker, look)));
  }

  private Marker moved(Marker marker, Look look) {
    boolean lives = marker.isOfTrack(look) || Place.isSame(marker.stored().getBox(), look.box());
    return marker.movedTo(look, lives ? now : marker.stored().getTouchedAt());
  }

  private boolean isParkedAt(Marker marker, Look look) {
    return resemblance.isParkedAt(marker.stored().getBox(), marker.stored().getSeenAt(), look);
  }

  /** Whether a look may be of a marker's vehicle. */
  private boolean hides(Marker marker, Look look) {
    return marker.isOfTrack(look)
        || mayBeOf(
            marker.shown(),
            marker.stored().getBox(),
            marker.stored().getSeenAt(),
            marker.isOfOtherTrack(look),
            look);
  }

  /**
   * Adds the look to the passage it agrees with best, or to the vehicle at rest that it shows
   * again, or begins a passage, and publishes what is due.
   */
  void add(Look look) {
    Optional<Passage> open = takeClosest(passages, p -> resemblance.disagreement(p, look));
    Optional<Passage> rest =
        open.isPresent()
            ? Optional.empty()
            : takeClosest(resting, p -> resemblance.resumption(p, look));
    Passage passage =
        open.map(p -> p.with(look, rules.lookLife(), now))
            .or(() -> rest.map(p -> p.resumedBy(look, rules.lookLife(), now)))
            .orElseGet(() -> Passage.startedBy(look, now));
    if (passage.best() == look) {
      events.add(new PassageEvent.ImagesHeld(passage.readId()));
    }
    Optional<Passage> goesOn = publishIfDue(passage, Moment.PASSING);
    goesOn.ifPresent(passages::add);
    // What is published meets the lists by itself.
    if (rest.isPresent() && goesOn.filter(p -> p == passage).isPresent()) {
      passage.published().ifPresent(read -> events.add(new PassageEvent.SeenAgain(read)));
    }
    while (passages.size() > PassageRules.MOST_PASSAGES) {
      close(passages.remove(0));
    }
  }

  /** Takes the one with the least disagreement off a list; of equals the one touched last. */
  private static Optional<Passage> takeClosest(
      List<Passage> from, Function<Passage, OptionalDouble> disagreement) {
    Passage closest = null;
    double least = Double.POSITIVE_INFINITY;
    for (Passage passage : from) {
      OptionalDouble its = disagreement.apply(passage);
      if (its.isPresent() && its.getAsDouble() <= least) {
        closest = passage;
        least = its.getAsDouble();
      }
    }
    if (closest != null) {
      from.remove(closest);
    }
    return Optional.ofNullable(closest);
  }

  /** Closes passages that no look can belong to any more, judging by how far this look is on. */
  void closeLeftBehind(Look look) {
    Instant reached = look.capturedAt().isAfter(times.wall()) ? times.wall() : look.capturedAt();
    // Twice the gap: looks may come a little out of order.
    Instant horizon = reached.minus(rules.gap().multipliedBy(2));
    closeIf(passage -> passage.lastSeenAt().isBefore(horizon) && !passage.isTracked());
  }

  void closeIdle() {
    closeIf(
        passage -> isIdleFor(passage.isTracked() ? rules.trackIdle() : rules.openFor(), passage));
  }

  /**
   * Publishes open passages of which no more has been seen for a while: who waits for an alert does
   * not wait until they are over.
   */
  void settleIdle() {
    List<Passage> all = List.copyOf(passages);
    passages.clear();
    for (Passage passage : all) {
      if (isIdleFor(rules.idle(), passage) && decide(passage) != GateDecision.NOT_READY) {
        publishIfDue(passage, Moment.QUIET).ifPresent(passages::add);
      } else {
        passages.add(passage);
      }
    }
  }

  private boolean isIdleFor(Duration time, Passage passage) {
    return !now.isBefore(passage.touchedAt().plus(time));
  }

  /** Ends rests that took too long, and those whose look may not be kept longer. */
  void endRests() {
    take(
            resting,
            rest ->
                isIdleFor(rules.parkedGap(), rest)
                    || !times.wall().isBefore(rest.best().capturedAt().plus(rules.lookLife())))
        .forEach(this::endRest);
  }

  private void endRest(Passage passage) {
    if (passage.best().hasPicture()) {
      events.add(new PassageEvent.ImagesReleased(passage.readId()));
    }
    if (passage.published().isPresent()) {
      publish(passage, Publication.AS_BEFORE, Moment.OVER);
    }
  }

  void dropOptedOut() {
    dropOptedOut(passages);
    dropOptedOut(resting);
  }

  private void dropOptedOut(List<Passage> of) {
    take(of, passage -> decide(passage) == GateDecision.OPTED_OUT).forEach(this::suppress);
  }

  void forgetMarkers() {
    markers.removeIf(
        marker -> !now.isBefore(marker.stored().getTouchedAt().plus(lifeOf(marker.stored()))));
  }

  private Duration lifeOf(SuppressionMarker marker) {
    return rules.gap().plus(marker.getTrackId() == null ? rules.idle() : rules.followedFor());
  }

  private void closeIf(Predicate<Passage> over) {
    take(passages, over).forEach(this::close);
  }

  /**
   * A vehicle that stood still when it was last seen, or is parked as its camera says, may only be
   * hidden, and of one that its camera follows nothing comes while nothing changes: both rest.
   */
  private void close(Passage passage) {
    boolean rests = passage.isStanding() || passage.isTracked();
    publishIfDue(passage, rests ? Moment.QUIET : Moment.OVER)
        .ifPresent(
            closed -> {
              if (rests && closed.published().isPresent()) {
                rest(closed.atRest());
                return;
              }
              events.add(new PassageEvent.ImagesReleased(closed.readId()));
              if (closed.published().isEmpty()) {
                events.add(new PassageEvent.Unreadable());
              }
            });
  }

  private void rest(Passage passage) {
    events.add(
        passage.best().hasPicture()
            ? new PassageEvent.CropKept(passage.readId())
            : new PassageEvent.ImagesReleased(passage.readId()));
    resting.add(passage);
    if (resting.size() > PassageRules.MOST_RESTING) {
      endRest(resting.remove(0));
    }
  }

  private void drop(List<Passage> from, Predicate<Passage> unwanted) {
    take(from, unwanted).forEach(this::drop);
  }

  private static List<Passage> take(List<Passage> from, Predicate<Passage> wanted) {
    List<Passage> taken = new ArrayList<>(0);
    from.removeIf(
        passage -> {
          boolean take = wanted.test(passage);
          if (take) {
            taken.add(passage);
          }
          return take;
        });
    return taken;
  }

  /** Whether a look can only be of the plate that it reads. */
  private boolean isConfident(Look look) {
    return gate.isConfident(look.text(), look.candidate().getCharacters());
  }

  private boolean isDoubtful(Passage passage) {
    return !gate.isConfident(passage.vote().text(), passage.vote().readings());
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
  private Optional<Passage> publishIfDue(Passage passage, Moment moment) {
    Publication publication = Publication.of(passage, rules, moment);
    if (publication == Publication.NONE) {
      return Optional.of(passage);
    }
    return publish(passage, publication, moment);
  }

  private Optional<Passage> publish(Passage passage, Publication publication, Moment moment) {
    GateDecision decision =
        publication == Publication.AS_BEFORE ? decideAsBefore(passage) : decide(passage);
    if (decision == GateDecision.NOT_READY) {
      suppressed(Reason.GATE_NOT_READY);
      return Optional.of(passage);
    }
    if (decision == GateDecision.OPTED_OUT) {
      suppress(passage);
      return Optional.empty();
    }
    return Optional.of(
        publication == Publication.AS_BEFORE
            ? publishRecounted(passage)
            : publishAnew(passage, publication == Publication.WITH_IMAGES, moment == Moment.OVER));
  }

  private Passage publishRecounted(Passage passage) {
    PlateRead read = passage.recounted();
    events.add(new PassageEvent.Published(read, false));
    return passage.publishedAs(read, false);
  }

  private Passage publishAnew(Passage passage, boolean withImages, boolean over) {
    int revision = passage.published().map(read -> read.getRevision() + 1).orElse(0);
    String plateKey = PlateKey.of(passage.vote().text()).value();
    Optional<PlateRead> elsewhere =
        passage.published().filter(old -> !old.getPlateKey().equals(plateKey));
    elsewhere.ifPresent(old -> events.add(retraction(old, plateKey)));
    // The retraction is a revision of its own.
    PlateRead read =
        passage.read(elsewhere.isPresent() ? revision + 1 : revision, withImages, over);
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
    for (Look look : passage.looks()) {
      if (gate.decide(look.text(), look.candidate().getCharacters()) == GateDecision.PASS) {
        return GateDecision.PASS;
      }
    }
    return GateDecision.OPTED_OUT;
  }

  /** What the gate says to what was published last, and to what has been seen since. */
  private GateDecision decideAsBefore(Passage passage) {
    PlateRead read = passage.published().orElseThrow();
    GateDecision before = gate.decide(new PlateText(read.getPlateText()), read.getCharacters());
    return before == GateDecision.PASS ? decide(passage) : before;
  }

  private static PassageEvent retraction(PlateRead published, String supersededBy) {
    return new PassageEvent.Retracted(Retraction.of(published, supersededBy));
  }
}
