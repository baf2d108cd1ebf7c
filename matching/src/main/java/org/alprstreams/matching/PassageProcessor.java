package org.alprstreams.matching;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.matching.optout.Gate;
import org.alprstreams.matching.optout.OptOutGate;
import org.alprstreams.matching.passage.Look;
import org.alprstreams.matching.passage.PassageEvent;
import org.alprstreams.matching.passage.PassageStep;
import org.alprstreams.matching.passage.PassageTracker;
import org.alprstreams.matching.passage.Times;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Gate and passages of the cameras of one partition. What is decided is decided by {@link
 * PassageTracker}; this carries it out.
 */
final class PassageProcessor implements Processor<String, PlateCandidate, String, ReadPublication> {

  /** How often time passes: a passage closes, and an opt-out takes hold, this much late at most. */
  static final Duration TICK = Duration.ofMillis(250);

  private final PassageTracker tracker;
  private final OptOutGate gate;
  private final MatchingMeters meters;

  private ProcessorContext<String, ReadPublication> context;
  private CameraStates cameras;
  private PassageClock clock;
  private KeyValueStore<String, PlateCandidate> images;
  private GlobalOptOuts optOuts;

  PassageProcessor(PassageTracker tracker, OptOutGate gate, MatchingMeters meters) {
    this.tracker = tracker;
    this.gate = gate;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<String, ReadPublication> context) {
    this.context = context;
    // A task that is revived after a failure begins anew here, with what was committed.
    this.cameras = new CameraStates(context.getStateStore(MatchingTopology.PASSAGES));
    this.clock = new PassageClock(now(), cameras::moveAlong);
    this.images = context.getStateStore(MatchingTopology.PASSAGE_IMAGES);
    this.optOuts = new GlobalOptOuts(context.getStateStore(GlobalLists.OPT_OUTS));
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> tick());
  }

  @Override
  public void process(Record<String, PlateCandidate> record) {
    String cameraId = record.key();
    PlateCandidate candidate = record.value();
    if (cameraId == null || candidate == null) {
      meters.malformed(String.valueOf(cameraId));
      return;
    }
    Look look;
    try {
      look = Look.of(candidate);
    } catch (IllegalArgumentException e) {
      // Another program's mistake, and its text: counted, since a log must not quote it.
      meters.malformed(cameraId);
      return;
    }
    meters.look(cameraId);
    Instant now = now();
    Times times = new Times(now, clock.looked(candidate.getCapturedAt(), now));
    PassageStep step = tracker.onLook(cameras.of(cameraId), look, gate(now), times);
    cameras.put(cameraId, step.state());
    step.events().forEach(event -> carryOut(cameraId, event, candidate));
  }

  private void tick() {
    Instant now = now();
    Gate gate = gate(now);
    Times times = new Times(now, clock.tick(now));
    for (String cameraId : cameras.busy()) {
      PassageStep step = tracker.onClock(cameras.of(cameraId), gate, times);
      cameras.put(cameraId, step.state());
      step.events().forEach(event -> carryOut(cameraId, event, null));
    }
  }

  private void carryOut(String cameraId, PassageEvent event, PlateCandidate candidate) {
    if (event instanceof PassageEvent.Published published) {
      meters.read(cameraId);
      publish(published);
    } else if (event instanceof PassageEvent.Retracted retracted) {
      meters.retraction(cameraId);
      PlateRead read = retracted.read();
      forward(read, new ReadImage(read.getReadId(), read, null, null));
    } else if (event instanceof PassageEvent.ImagesHeld held) {
      images.put(held.readId(), candidate);
    } else if (event instanceof PassageEvent.CropKept kept) {
      keepCrop(kept.readId());
    } else if (event instanceof PassageEvent.ImagesReleased released) {
      // Unlike delete, which decodes what it removes.
      images.put(released.readId(), null);
    } else if (event instanceof PassageEvent.SeenAgain seen) {
      forward(ReadPublication.seenAgain(seen.read()));
    } else if (event instanceof PassageEvent.Suppressed suppressed) {
      meters.suppressed(cameraId, suppressed.reason());
    } else if (event instanceof PassageEvent.Duplicate) {
      meters.duplicate(cameraId);
    } else if (event instanceof PassageEvent.OutOfTime) {
      meters.outOfTime(cameraId);
    } else if (event instanceof PassageEvent.Unreadable) {
      meters.unreadable(cameraId);
    }
  }

  /** An alert shows no scene, and many vehicles rest. */
  private void keepCrop(String readId) {
    PlateCandidate held = images.get(readId);
    if (held != null && held.getScene() != null) {
      images.put(readId, PlateCandidate.newBuilder(held).setScene(null).build());
    }
  }

  private void publish(PassageEvent.Published published) {
    PlateRead read = published.read();
    if (!published.withImages()) {
      forward(read, null);
      return;
    }
    PlateCandidate best = images.get(read.getReadId());
    if (best == null) {
      // A changelog that lost them must not cost the read and its alert.
      meters.imageless(read.getCameraId());
      forward(read, new ReadImage(read.getReadId(), read, null, null));
      return;
    }
    forward(read, new ReadImage(read.getReadId(), read, crop(best), best.getScene()));
  }

  /** None where the camera sent no picture, so that nobody is shown a broken one. */
  static ByteBuffer crop(PlateCandidate look) {
    return look.getPlateCrop().hasRemaining() ? look.getPlateCrop() : null;
  }

  private void forward(PlateRead read, ReadImage image) {
    forward(ReadPublication.news(read, image));
  }

  /** Under the plate key and at the time of capture, by which retention counts. */
  private void forward(ReadPublication publication) {
    PlateRead read = publication.read();
    context.forward(
        new Record<>(read.getPlateKey(), publication, read.getCapturedAt().toEpochMilli()));
  }

  private Gate gate(Instant now) {
    return gate.at(optOuts, now);
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }
}
