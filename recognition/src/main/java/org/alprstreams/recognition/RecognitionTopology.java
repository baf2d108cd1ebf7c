package org.alprstreams.recognition;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.alprstreams.recognition.image.FrameDecoder;
import org.alprstreams.recognition.reader.PlateReader;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** Frames in, candidates out; no state, nothing kept. */
public final class RecognitionTopology {

  static final String FRAMES = "frames";
  static final String READ_PLATES = "read-plates";
  static final String CANDIDATES = "candidates";
  static final String DEAD_LETTERS = "dead-letters";

  /** A frame holds at most 9 MiB of JPEG; a candidate as much again in the worst case. */
  private static final int LARGEST_RECORD = 10 * 1024 * 1024;

  /** Frames count in records, not bytes: more than a few would be gigabytes. */
  private static final int FRAMES_AHEAD = 4;

  private RecognitionTopology() {}

  /**
   * Builds the topology.
   *
   * @param settings how to read
   * @param reader an open reader, safe for several threads; the caller closes it
   * @param serdes wire formats
   * @param meters where frames are counted
   */
  public static Topology build(
      RecognitionSettings settings, PlateReader reader, RecordSerdes serdes, MeterRegistry meters) {
    FrameDecoder decoder = new FrameDecoder(settings.maxPixels());
    Candidates candidates = new Candidates(reader.engine(), settings.sceneWidth());
    RecognitionMetrics metrics = new RecognitionMetrics(meters);
    return new Topology()
        .addSource(
            FRAMES,
            Serdes.String().deserializer(),
            serdes.value(Topics.FRAMES).deserializer(),
            Topics.FRAMES.name())
        .addProcessor(
            READ_PLATES, () -> new FrameProcessor(decoder, reader, candidates, metrics), FRAMES)
        .addSink(
            CANDIDATES,
            Topics.CANDIDATES.name(),
            Serdes.String().serializer(),
            serdes.value(Topics.CANDIDATES).serializer(),
            READ_PLATES)
        .addSink(
            DEAD_LETTERS,
            Topics.DEAD_LETTERS.name(),
            Serdes.String().serializer(),
            serdes.value(Topics.DEAD_LETTERS).serializer(),
            READ_PLATES);
  }

  /** Kafka Streams properties that frames need: few records ahead, but large ones. */
  public static Map<String, Object> properties(RecognitionSettings settings) {
    return Map.of(
        StreamsConfig.NUM_STREAM_THREADS_CONFIG,
        FramesAtATime.of(settings),
        StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG,
        FRAMES_AHEAD,
        StreamsConfig.consumerPrefix("max.poll.records"),
        FRAMES_AHEAD,
        StreamsConfig.consumerPrefix("max.partition.fetch.bytes"),
        LARGEST_RECORD,
        StreamsConfig.consumerPrefix("fetch.max.bytes"),
        2 * LARGEST_RECORD,
        StreamsConfig.producerPrefix("max.request.size"),
        LARGEST_RECORD,
        StreamsConfig.producerPrefix("compression.type"),
        "none",
        StreamsConfig.producerPrefix("linger.ms"),
        0);
  }
}
