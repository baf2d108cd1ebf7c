package org.alprstreams.recognition;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.alprstreams.avro.DeadLetter;
import org.alprstreams.avro.FailureStage;
import org.alprstreams.avro.Frame;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.recognition.image.FrameDecoder;
import org.alprstreams.recognition.image.FrameImage;
import org.alprstreams.recognition.image.UndecodableFrameException;
import org.alprstreams.recognition.reader.Look;
import org.alprstreams.recognition.reader.PlateReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Reads one frame at a time and passes its candidates on before it takes the next. */
final class FrameProcessor implements Processor<String, Frame, String, SpecificRecord> {

  private final FrameDecoder decoder;
  private final PlateReader reader;
  private final Candidates candidates;
  private final RecognitionMetrics metrics;
  private ProcessorContext<String, SpecificRecord> context;

  FrameProcessor(
      FrameDecoder decoder, PlateReader reader, Candidates candidates, RecognitionMetrics metrics) {
    this.decoder = decoder;
    this.reader = reader;
    this.candidates = candidates;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
  }

  @Override
  public void process(Record<String, Frame> record) {
    if (record.value() == null) {
      // A frame is never deleted by key: there is nothing to do for a tombstone.
      return;
    }
    long started = System.nanoTime();
    try {
      FrameImage image = decoder.decode(bytes(record.value().getJpeg()));
      metrics.decoded(System.nanoTime() - started);
      List<Look> looks = reader.read(image);
      long read = System.nanoTime();
      List<PlateCandidate> found = candidates.of(record.value(), image, looks);
      metrics.pictured(System.nanoTime() - read, looks.size());
      for (PlateCandidate candidate : found) {
        context.forward(record.withValue(candidate), RecognitionTopology.CANDIDATES);
      }
      metrics.read(System.nanoTime() - started, looks.size());
    } catch (UndecodableFrameException e) {
      metrics.undecodable(e.reason());
      long now = context.currentSystemTimeMs();
      // Built anew: neither key nor headers of the frame may come along.
      context.forward(
          new Record<>(null, deadLetter(e, now), now), RecognitionTopology.DEAD_LETTERS);
    }
  }

  private DeadLetter deadLetter(UndecodableFrameException failure, long now) {
    Optional<RecordMetadata> at = context.recordMetadata();
    StackTraceElement thrower = failure.getStackTrace()[0];
    return DeadLetter.newBuilder()
        .setApplication(RecognitionApplication.NAME)
        .setStage(FailureStage.PROCESSING)
        .setTopic(at.map(RecordMetadata::topic).orElse(""))
        .setPartition(at.map(RecordMetadata::partition).orElse(-1))
        .setOffset(at.map(RecordMetadata::offset).orElse(-1L))
        .setProcessorNode(RecognitionTopology.READ_PLATES)
        .setTaskId(context.taskId().toString())
        .setExceptionClass(failure.getClass().getName())
        .setExceptionLocation(
            thrower.getClassName() + "." + thrower.getMethodName() + ":" + thrower.getLineNumber())
        .setAt(Instant.ofEpochMilli(now))
        .build();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
