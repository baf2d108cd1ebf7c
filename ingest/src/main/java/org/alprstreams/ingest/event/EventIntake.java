package org.alprstreams.ingest.event;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.ingest.frame.CaptureWindow;
import org.alprstreams.ingest.frame.FrameIds;
import org.alprstreams.ingest.frame.Outcome;
import org.alprstreams.ingest.frame.RecentIds;
import org.alprstreams.ingest.frame.TopicUnavailableException;
import org.alprstreams.ingest.image.ImageLimits;
import org.alprstreams.ingest.image.Refusal;
import org.alprstreams.ingest.vendor.CameraEvent;
import org.alprstreams.ingest.vendor.CaptureTime;
import org.alprstreams.ingest.vendor.EventBody;
import org.alprstreams.ingest.vendor.EventFormat;
import org.alprstreams.ingest.vendor.EventRefused;
import org.alprstreams.ingest.vendor.EventRefused.Reason;
import org.alprstreams.ingest.vendor.PlateState;
import org.alprstreams.ingest.vendor.Sighting;
import org.alprstreams.ingest.vendor.Sighting.Track;

/**
 * Where other makers' events are handed in. Returns only once the broker has acknowledged every
 * reading. An event comes in with all of its readings that can be used, or not at all; if the
 * broker goes away in between, sending it again adds what is missing. Safe for use by many threads.
 */
public final class EventIntake {

  /** An event names its camera as its maker knows it. */
  private static final String THEIRS =
      "; or, if it is registered under another id, say so with alpr.ingest.vendor-cameras (format,"
          + " vendor-id, camera)";

  private final Function<String, Optional<Outcome.Refused>> cameraRefusal;
  private final VendorCameras vendorCameras;
  private final CaptureWindow window;
  private final PlatePictures pictures;
  private final RecentIds recent;
  private final CandidatePublisher publisher;
  private final EventMetrics metrics;
  private final ImageLimits limits;

  /**
   * @param cameraRefusal why nothing of a camera comes in, by our id
   * @param remembered how many readings of late are recognised when sent again
   */
  public EventIntake(
      Function<String, Optional<Outcome.Refused>> cameraRefusal,
      VendorCameras vendorCameras,
      CaptureWindow window,
      ImageLimits limits,
      int remembered,
      CandidatePublisher publisher,
      MeterRegistry meters) {
    this.cameraRefusal = cameraRefusal;
    this.vendorCameras = vendorCameras;
    this.window = window;
    this.pictures = new PlatePictures(limits);
    this.recent = new RecentIds(remembered);
    this.publisher = publisher;
    this.metrics = new EventMetrics(meters, window.clock());
    this.limits = limits;
  }

  /** How large attached pictures may be. */
  public ImageLimits limits() {
    return limits;
  }

  /**
   * Takes an event in.
   *
   * @param addressee our id of the camera, where the sender was told it; without it the event names
   *     the camera itself
   * @throws EventRefused if it does not come in, now or later
   * @throws TopicUnavailableException if the broker or the schema registry is away; submit again
   */
  public EventOutcome submit(EventFormat format, Optional<String> addressee, EventBody body)
      throws EventRefused, TopicUnavailableException {
    Tally tally = new Tally(format, addressee.filter(this::isRegistered));
    try {
      if (addressee.isPresent()) {
        requireUsable(addressee.get(), "");
      }
      return take(format, addressee, format.parser().parse(body), tally);
    } catch (EventRefused e) {
      tally.count("refused", e.reason().label());
      throw e;
    } catch (TopicUnavailableException e) {
      tally.count("unavailable", e.away().label());
      throw e;
    }
  }

  /** Counts an event that was turned away before it was read. */
  public void refused(EventFormat format, Optional<String> addressee, EventRefused refusal) {
    new Tally(format, addressee.filter(this::isRegistered))
        .count("refused", refusal.reason().label());
  }

  private EventOutcome take(
      EventFormat format, Optional<String> addressee, CameraEvent event, Tally tally)
      throws EventRefused, TopicUnavailableException {
    if (event instanceof CameraEvent.Ignored ignored) {
      tally.count("ignored", ignored.kind().replace('_', '-'));
      return new EventOutcome.Ignored(ignored.kind());
    }
    if (event instanceof CameraEvent.Heartbeat heartbeat) {
      return alive(format, addressee, heartbeat, tally);
    }
    return publish(format, addressee, (CameraEvent.Sightings) event, tally);
  }

  private EventOutcome alive(
      EventFormat format,
      Optional<String> addressee,
      CameraEvent.Heartbeat heartbeat,
      Tally tally) {
    List<String> alive =
        addressee
            .map(camera -> heartbeat.cameras().isEmpty() ? List.<String>of() : List.of(camera))
            .orElseGet(
                () ->
                    heartbeat.cameras().stream()
                        .map(theirs -> vendorCameras.ours(format, theirs))
                        .filter(this::isRegistered)
                        .distinct()
                        .toList());
    alive.forEach(camera -> metrics.heard(camera, format));
    tally.count("heartbeat", alive.isEmpty() ? "no-camera" : "none");
    return new EventOutcome.Alive(alive);
  }

  private EventOutcome publish(
      EventFormat format, Optional<String> addressee, CameraEvent.Sightings event, Tally tally)
      throws EventRefused, TopicUnavailableException {
    if (event.sightings().isEmpty() && !event.skipped().isEmpty()) {
      throw new EventRefused(Reason.UNUSABLE, event.skipped().get(0).message());
    }
    List<PlateCandidate> candidates = new ArrayList<>();
    for (Sighting sighting : event.sightings()) {
      String camera = cameraOf(format, addressee, sighting);
      tally.of(camera);
      requireUsable(camera, addressee.isEmpty() ? THEIRS : "");
      requireTimely(sighting.captured());
      candidates.add(candidate(format, camera, sighting, candidates.size()));
    }
    List<EventOutcome.Candidate> published = new ArrayList<>();
    for (PlateCandidate candidate : candidates) {
      boolean first = publishOnce(candidate);
      published.add(new EventOutcome.Candidate(candidate.getCandidateId(), !first));
      metrics.heard(candidate.getCameraId(), format);
    }
    boolean anyNew = published.stream().anyMatch(candidate -> !candidate.duplicate());
    tally.count(
        anyNew || published.isEmpty() ? "accepted" : "duplicate",
        published.isEmpty() ? "no-plate" : "none");
    event.skipped().forEach(skipped -> tally.count("skipped", Reason.UNUSABLE.label()));
    return new EventOutcome.Accepted(List.copyOf(published), event.skipped());
  }

  private boolean publishOnce(PlateCandidate candidate) throws TopicUnavailableException {
    return recent
        .once(
            candidate.getCandidateId(),
            () -> {
              publisher.publish(candidate);
              return true;
            },
            published -> published)
        .orElse(false);
  }

  private String cameraOf(EventFormat format, Optional<String> addressee, Sighting sighting)
      throws EventRefused {
    if (addressee.isPresent()) {
      return addressee.get();
    }
    String theirs =
        sighting
            .camera()
            .orElseThrow(
                () ->
                    new EventRefused(
                        Reason.MALFORMED,
                        "The event names no camera; send it to /cameras/{id}/events/"
                            + format.label()));
    return vendorCameras.ours(format, theirs);
  }

  private boolean isRegistered(String camera) {
    return cameraRefusal
        .apply(camera)
        .filter(refused -> refused.reason() == Refusal.UNKNOWN_CAMERA)
        .isEmpty();
  }

  /**
   * @param hint what else to do about a camera that is not registered
   */
  private void requireUsable(String camera, String hint) throws EventRefused {
    Optional<Outcome.Refused> refused = cameraRefusal.apply(camera);
    if (refused.isEmpty()) {
      return;
    }
    boolean unknown = refused.get().reason() == Refusal.UNKNOWN_CAMERA;
    throw refusal(refused.get(), unknown ? hint : "");
  }

  private void requireTimely(CaptureTime captured) throws EventRefused {
    Optional<Outcome.Refused> outside = window.check(captured.at());
    if (outside.isPresent()) {
      throw refusal(outside.get(), captured.assumption().map(said -> ". " + said).orElse(""));
    }
  }

  private static EventRefused refusal(Outcome.Refused refused, String hint) {
    Reason reason =
        switch (refused.reason()) {
          case UNKNOWN_CAMERA -> Reason.UNKNOWN_CAMERA;
          case INACTIVE_CAMERA -> Reason.INACTIVE_CAMERA;
          case CAPTURED_TOO_EARLY -> Reason.CAPTURED_TOO_EARLY;
          case CAPTURED_IN_FUTURE -> Reason.CAPTURED_IN_FUTURE;
          default ->
              throw new IllegalStateException("not about a camera or a time: " + refused.reason());
        };
    return new EventRefused(reason, refused.message() + hint);
  }

  private PlateCandidate candidate(
      EventFormat format, String camera, Sighting sighting, int index) {
    String id = FrameIds.of(camera, format.name(), sighting.identity());
    ByteBuffer crop =
        ByteBuffer.wrap(
            sighting
                .picture()
                .flatMap(picture -> pictures.of(picture, sighting))
                .orElse(new byte[0]));
    return PlateCandidate.newBuilder()
        .setCandidateId(id + "-" + index)
        .setFrameId(id)
        .setCameraId(camera)
        .setCapturedAt(sighting.capturedAt().truncatedTo(ChronoUnit.MILLIS))
        .setText(sighting.reading().text().value())
        .setCharacters(sighting.reading().characters())
        .setConfidence((float) sighting.reading().confidence())
        .setDetectionConfidence((float) sighting.detection())
        .setState(sighting.state().map(PlateState::code).orElse(null))
        .setStateConfidence(sighting.state().map(PlateState::confidence).orElse(0.0).floatValue())
        .setBox(sighting.box())
        .setFrameWidth(sighting.frame().width())
        .setFrameHeight(sighting.frame().height())
        .setPlateCrop(crop)
        .setEngine(format.label())
        .setTrackId(sighting.track().map(Track::id).orElse(null))
        .setPreliminary(sighting.track().map(Track::preliminary).orElse(false))
        .setParked(sighting.track().map(Track::parked).orElse(false))
        .build();
  }

  /** Counts one event under the camera it turns out to be of. */
  private final class Tally {
    private final EventFormat format;
    private String camera;

    Tally(EventFormat format, Optional<String> camera) {
      this.format = format;
      this.camera = camera.orElse(EventMetrics.UNREGISTERED);
    }

    void of(String candidate) {
      camera = isRegistered(candidate) ? candidate : EventMetrics.UNREGISTERED;
    }

    void count(String outcome, String reason) {
      metrics.count(camera, format, outcome, reason);
    }
  }
}
