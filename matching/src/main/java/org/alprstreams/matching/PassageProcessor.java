package org.alprstreams.matching;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.alprstreams.avro.CameraPassages;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.matching.optout.Gate;
import org.alprstreams.matching.optout.OptOutGate;
import org.alprstreams.matching.passage.Look;
import org.alprstreams.matching.passage.PassageEvent;
import org.alprstreams.matching.passage.PassageStep;
import org.alprstreams.matching.passage.PassageTracker;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
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
  private KeyValueStore<String, CameraPassages> passages;
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
    this.passages = context.getStateStore(MatchingTopology.PASSAGES);
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
    CameraPassages before = passages.get(cameraId);
    PassageStep step =
        tracker.onLook(before == null ? PassageTracker.nothing() : before, look, gate(now), now);
    passages.put(cameraId, step.state());
    step.events().forEach(event -> carryOut(cameraId, event, candidate));
  }

  private void tick() {
    Instant now = now();
    Gate gate = gate(now);
    for (KeyValue<String, CameraPassages> camera : busyCameras()) {
      PassageStep step = tracker.onClock(camera.value, gate, now);
      if (!step.state().equals(camera.value)) {
        passages.put(camera.key, step.state());
      }
      step.events().forEach(event -> carryOut(camera.key, event, null));
    }
  }

  private List<KeyValue<String, CameraPassages>> busyCameras() {
    List<KeyValue<String, CameraPassages>> busy = new ArrayList<>();
    try (KeyValueIterator<String, CameraPassages> cameras = passages.all()) {
      cameras.forEachRemaining(
          camera -> {
            CameraPassages state = camera.value;
            if (!state.getPassages().isEmpty() || !state.getMarkers().isEmpty()) {
              busy.add(camera);
            }
          });
    }
    return busy;
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
    } else if (event instanceof PassageEvent.ImagesReleased released) {
      images.delete(released.readId());
    } else if (event instanceof PassageEvent.Suppressed suppressed) {
      meters.suppressed(cameraId, suppressed.reason());
    } else if (event instanceof PassageEvent.Duplicate) {
      meters.duplicate(cameraId);
    } else if (event instanceof PassageEvent.Unreadable) {
      meters.unreadable(cameraId);
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
      throw new IllegalStateException(
          "The images of a passage at camera "
              + read.getCameraId()
              + " are not held although it is open: the store "
              + MatchingTopology.PASSAGE_IMAGES
              + " lost them.");
    }
    forward(read, new ReadImage(read.getReadId(), read, best.getPlateCrop(), best.getScene()));
  }

  /** Under the plate key and at the time of capture, by which retention counts. */
  private void forward(PlateRead read, ReadImage image) {
    context.forward(
        new Record<>(
            read.getPlateKey(),
            new ReadPublication(read, image),
            read.getCapturedAt().toEpochMilli()));
  }

  private Gate gate(Instant now) {
    return gate.at(optOuts, now);
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }
}
