package org.alprstreams.matching;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.alprstreams.avro.CameraPassages;
import org.alprstreams.avro.OpenPassage;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Sends on the read of every vehicle that is in view, again and again while it is: a vehicle that
 * stands is one read for hours, and would not meet what is listed or takes effect meanwhile. It
 * only looks at what {@link PassageProcessor} stores; what rests is hidden or gone, and left out
 * until it is seen again: then it is sent at once, since a camera that follows vehicles may have
 * said its last word of it.
 */
final class InViewProcessor implements Processor<String, ReadPublication, String, ReadImage> {

  /** How often: an entry meets a vehicle that is in view this much late at most. */
  static final Duration INTERVAL = Duration.ofMinutes(1);

  private ProcessorContext<String, ReadImage> context;
  private KeyValueStore<String, CameraPassages> passages;
  private KeyValueStore<String, PlateCandidate> images;

  @Override
  public void init(ProcessorContext<String, ReadImage> context) {
    this.context = context;
    this.passages = context.getStateStore(MatchingTopology.PASSAGES);
    this.images = context.getStateStore(MatchingTopology.PASSAGE_IMAGES);
    context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::look);
  }

  @Override
  public void process(Record<String, ReadPublication> record) {
    // What is news meets the hotlist by itself.
    if (record.value().seenAgain()) {
      PlateRead read = record.value().read();
      CameraPassages piece = passages.get(CameraStates.key(read.getCameraId(), read.getReadId()));
      inView(piece, context.currentSystemTimeMs()).forEach(this::send);
    }
  }

  private void look(long now) {
    List<ReadImage> all = new ArrayList<>();
    try (KeyValueIterator<String, CameraPassages> pieces = passages.all()) {
      pieces.forEachRemaining(piece -> all.addAll(inView(piece.value, now)));
    }
    all.forEach(this::send);
  }

  private List<ReadImage> inView(CameraPassages piece, long now) {
    Instant recently = Instant.ofEpochMilli(now).minus(INTERVAL);
    return piece.getPassages().stream()
        .filter(passage -> passage.getPublished() != null)
        // Where looks wait, or the process stood still, it may have gone long ago.
        .filter(passage -> !passage.getLastSeenAt().isBefore(recently))
        .map(this::shown)
        .toList();
  }

  private void send(ReadImage image) {
    PlateRead read = image.getRead();
    context.forward(new Record<>(read.getPlateKey(), image, read.getCapturedAt().toEpochMilli()));
  }

  /** The read as published, at the time and with the picture of the look that is held now. */
  private ReadImage shown(OpenPassage passage) {
    PlateCandidate held = images.get(passage.getReadId());
    PlateCandidate look = held == null ? passage.getBest() : held;
    PlateRead read =
        PlateRead.newBuilder(passage.getPublished())
            .setCapturedAt(look.getCapturedAt())
            .setFrameId(look.getFrameId())
            .setBox(look.getBox())
            .setLastSeenAt(passage.getLastSeenAt())
            .build();
    return new ReadImage(
        read.getReadId(), read, held == null ? null : PassageProcessor.crop(held), null);
  }
}
