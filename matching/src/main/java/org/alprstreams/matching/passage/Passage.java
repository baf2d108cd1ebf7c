package org.alprstreams.matching.passage;

import static java.util.Comparator.naturalOrder;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.avro.OpenPassage;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.schemas.identity.DerivedId;
import org.alprstreams.schemas.plate.PlateKey;

/**
 * One vehicle that is passing one camera.
 *
 * @param readId id of its read, derived from camera and first look
 * @param firstSeenAt when the earliest look was taken
 * @param lastSeenAt when the latest look was taken
 * @param touchedAt when the latest look was processed, by this system's clock
 * @param lookCount how many looks there were
 * @param looks those that vote, at most {@value PassageRules#MOST_LOOKS}
 * @param best the look whose images are held, with a picture where there is one to be had
 * @param published the revision published last
 * @param publishedFit how sure the look whose images were published last is of that text, 0 to 1; 1
 *     where better images would come too late
 * @param standing where it is now and since when
 * @param vote what the looks agree on
 */
record Passage(
    String readId,
    String cameraId,
    Instant firstSeenAt,
    Instant lastSeenAt,
    Instant touchedAt,
    int lookCount,
    List<Look> looks,
    Look best,
    Optional<PlateRead> published,
    double publishedFit,
    Standing standing,
    Vote vote) {

  /** A picture that would come too late to replace the published one. */
  private static final double SETTLED = 1;

  static Passage startedBy(Look look, Instant now) {
    String cameraId = look.candidate().getCameraId();
    return new Passage(
        DerivedId.of("read", cameraId, look.id()),
        cameraId,
        look.capturedAt(),
        look.capturedAt(),
        now,
        1,
        List.of(look),
        look,
        Optional.empty(),
        SETTLED,
        Standing.of(look),
        Vote.of(List.of(look)));
  }

  static Passage of(OpenPassage state) {
    List<Look> looks = state.getLooks().stream().map(Look::of).toList();
    Look best = Look.of(state.getBest());
    return new Passage(
        state.getReadId(),
        state.getCameraId(),
        state.getFirstSeenAt(),
        state.getLastSeenAt(),
        state.getTouchedAt(),
        state.getLookCount(),
        looks,
        best,
        Optional.ofNullable(state.getPublished()),
        state.getPublishedFit(),
        state.getStanding() == null ? Standing.of(best) : Standing.of(state.getStanding()),
        Vote.of(looks));
  }

  OpenPassage toState() {
    return OpenPassage.newBuilder()
        .setReadId(readId)
        .setCameraId(cameraId)
        .setFirstSeenAt(firstSeenAt)
        .setLastSeenAt(lastSeenAt)
        .setTouchedAt(touchedAt)
        .setLookCount(lookCount)
        .setLooks(looks.stream().map(Look::candidate).toList())
        .setBest(best.candidate())
        .setPublished(published.orElse(null))
        .setPublishedFit(publishedFit)
        .setStanding(standing.toState())
        .build();
  }

  /**
   * This passage with a further look, which may replace the best one. Of what a camera says of a
   * track only the last word votes: it has weighed its own looks.
   */
  Passage with(Look look, Duration lookLife, Instant now) {
    Instant latest = look.capturedAt().isAfter(lastSeenAt) ? look.capturedAt() : lastSeenAt;
    List<Look> current = current(look);
    Instant newest = current.stream().map(Look::capturedAt).max(naturalOrder()).orElse(latest);
    // The newest look always stays: it says where the vehicle is.
    List<Look> voters =
        current.stream()
            .filter(l -> l.capturedAt().isAfter(newest.minus(lookLife)))
            .sorted(
                Comparator.comparing((Look l) -> !l.capturedAt().equals(newest))
                    .thenComparing(l -> -l.fit(l.text()))
                    .thenComparing(Look::id))
            .limit(PassageRules.MOST_LOOKS)
            .toList();
    Vote revised = Vote.of(voters);
    // Well before its images may be gone from the changelog.
    boolean bestIsOld = best.capturedAt().isBefore(latest.minus(lookLife.dividedBy(2)));
    boolean isBetter = !keepsPicture(look) && revised.bestFirst().compare(look, best) < 0;
    return new Passage(
        readId,
        cameraId,
        look.capturedAt().isBefore(firstSeenAt) ? look.capturedAt() : firstSeenAt,
        latest,
        now,
        lookCount + 1,
        voters,
        bestIsOld || isBetter ? look : best,
        published,
        bestIsOld ? SETTLED : publishedFit,
        look.capturedAt().isBefore(lastSeenAt) ? standing : standing.then(look),
        revised);
  }

  /**
   * Whether the picture that is held stays though this look may fit better: it has none, and is of
   * the same vehicle by its text or its track. Time and place of the read stay the picture's own.
   */
  private boolean keepsPicture(Look look) {
    return best.hasPicture()
        && !look.hasPicture()
        && (look.text().equals(best.text()) || look.isSameTrack(best));
  }

  /** The looks that count when this one is known, which it does not if it comes too late. */
  private List<Look> current(Look look) {
    return looks.stream().anyMatch(known -> known.isLaterWordThan(look))
        ? looks
        : Stream.concat(looks.stream().filter(known -> !look.isSameTrack(known)), Stream.of(look))
            .toList();
  }

  /** Whether the camera itself follows this vehicle. */
  boolean isTracked() {
    for (Look look : looks) {
      if (look.candidate().getTrackId() != null) {
        return true;
      }
    }
    return false;
  }

  /** Whether the camera itself says that this look shows the vehicle of this passage. */
  boolean follows(Look look) {
    return look.candidate().getTrackId() != null && looks.stream().anyMatch(look::isSameTrack);
  }

  /** Whether this look is the final word on a preliminary one that is held, or the reverse. */
  boolean isPairedWith(Look look) {
    return looks.stream().anyMatch(look::isPairedWith);
  }

  Passage publishedAs(PlateRead read, boolean withImage) {
    return new Passage(
        readId,
        cameraId,
        firstSeenAt,
        lastSeenAt,
        touchedAt,
        lookCount,
        looks,
        best,
        Optional.of(read),
        withImage ? best.fit(vote.text()) : publishedFit,
        standing,
        vote);
  }

  Passage movedAlong(Duration leap) {
    return new Passage(
        readId,
        cameraId,
        firstSeenAt,
        lastSeenAt,
        touchedAt.plus(leap),
        lookCount,
        looks,
        best,
        published,
        publishedFit,
        standing,
        vote);
  }

  /** Whether it kept its place for a while until it was last seen. */
  boolean isStanding() {
    return standing.isStanding(lastSeenAt) || isParked();
  }

  private boolean isParked() {
    return nearestInTime(lastSeenAt).isParked();
  }

  /** Whether the camera itself says that what a look shows and this vehicle stood at one place. */
  boolean isParkedWith(Look look) {
    return (look.isParked() || isParked()) && standing.holds(look);
  }

  /**
   * Whether a look is where this vehicle, at rest, may be seen again: at the place where it stood
   * or is said to be parked, or wherever its camera says that it is the same.
   */
  boolean isAwaiting(Look look) {
    return follows(look) || isParkedWith(look) || (isStanding() && standing.holds(look));
  }

  /**
   * What is kept of a vehicle at rest: what its looks agree on, as one look where it was last seen.
   * Its images are let go of, except for the picture of one that its camera follows: the camera's
   * last word may have none.
   */
  Passage atRest() {
    Look summary = nearestInTime(lastSeenAt).saying(vote);
    return keeping(List.of(summary), isTracked() && best.hasPicture() ? best : summary);
  }

  /** Goes on with a look after a rest, and with the picture kept only where the look has none. */
  Passage resumedBy(Look look, Duration lookLife, Instant now) {
    Passage resumed = with(look, lookLife, now);
    return resumed.keeping(resumed.looks, keepsPicture(look) ? resumed.best : look);
  }

  private Passage keeping(List<Look> kept, Look bestOfThem) {
    return new Passage(
        readId,
        cameraId,
        firstSeenAt,
        lastSeenAt,
        touchedAt,
        lookCount,
        kept,
        bestOfThem,
        published,
        SETTLED,
        standing,
        Vote.of(kept));
  }

  /** The published read, which there must be, with its final counts and times. */
  PlateRead recounted() {
    PlateRead read = published.orElseThrow();
    return PlateRead.newBuilder(read)
        .setRevision(read.getRevision() + 1)
        .setFirstSeenAt(firstSeenAt)
        .setLastSeenAt(lastSeenAt)
        .setLooks(lookCount)
        .setOver(true)
        .build();
  }

  /**
   * The read as it stands now.
   *
   * @param withImages whether the best look's images go with it; otherwise those published before
   *     stand, and with them the time of the read
   * @param over whether it is the last word on this passage
   */
  PlateRead read(int revision, boolean withImages, boolean over) {
    PlateRead.Builder read = read(revision).setOver(over);
    published
        .filter(before -> !withImages)
        .ifPresent(
            before ->
                read.setCapturedAt(before.getCapturedAt())
                    .setFrameId(before.getFrameId())
                    .setBox(before.getBox())
                    .setEngine(before.getEngine()));
    return read.build();
  }

  private PlateRead.Builder read(int revision) {
    return PlateRead.newBuilder()
        .setReadId(readId)
        .setRevision(revision)
        .setStatus(ReadStatus.CURRENT)
        .setPlateKey(PlateKey.of(vote.text()).value())
        .setPlateText(vote.text().value())
        .setCharacters(vote.readings())
        .setConfidence((float) vote.confidence())
        .setState(vote.state().orElse(null))
        .setStateConfidence((float) vote.stateConfidence())
        .setCameraId(cameraId)
        .setCapturedAt(best.capturedAt())
        .setFirstSeenAt(firstSeenAt)
        .setLastSeenAt(lastSeenAt)
        .setLooks(lookCount)
        .setFrameId(best.candidate().getFrameId())
        .setBox(best.box())
        .setEngine(best.candidate().getEngine());
  }

  boolean hasFrame(String frameId) {
    for (Look look : looks) {
      if (look.candidate().getFrameId().equals(frameId)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Where the plate should be at a time, by the two looks nearest to it: a plate read there is this
   * vehicle's, however badly it is read. Empty where the vehicle was seen once only.
   */
  Optional<BoundingBox> expectedAt(Instant at) {
    Look nearest = nearestInTime(at);
    Look second = null;
    for (Look look : looks) {
      if (!look.capturedAt().equals(nearest.capturedAt())
          && (second == null || isNearer(look, second, at))) {
        second = look;
      }
    }
    return Optional.ofNullable(second).map(other -> onTheWay(nearest, other, at));
  }

  private static BoundingBox onTheWay(Look from, Look to, Instant at) {
    double way =
        (double) Duration.between(from.capturedAt(), at).toMillis()
            / Duration.between(from.capturedAt(), to.capturedAt()).toMillis();
    return new BoundingBox(
        between(from.box().getX(), to.box().getX(), way),
        between(from.box().getY(), to.box().getY(), way),
        Math.max(1, between(from.box().getWidth(), to.box().getWidth(), way)),
        Math.max(1, between(from.box().getHeight(), to.box().getHeight(), way)));
  }

  private static int between(int from, int to, double way) {
    return (int) Math.round(from + (to - from) * way);
  }

  Look nearestInTime(Instant at) {
    if (looks.isEmpty()) {
      return best;
    }
    Look nearest = looks.get(0);
    for (Look look : looks) {
      if (isNearer(look, nearest, at)) {
        nearest = look;
      }
    }
    return nearest;
  }

  /** Of two equally near the one with the lesser id, so that their order does not matter. */
  private static boolean isNearer(Look look, Look other, Instant at) {
    int compared = look.awayFrom(at).compareTo(other.awayFrom(at));
    return compared < 0 || (compared == 0 && look.id().compareTo(other.id()) < 0);
  }
}
