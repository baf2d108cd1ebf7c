package org.alprstreams.retention.store;

import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadCorrections;
import org.alprstreams.avro.ReadStatus;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Passes on what persons corrected, for the copies that evidence keeps. A correction comes as a
 * revision of its read, so whatever crashes, what is told here is what is kept.
 */
final class CorrectionRelay implements Processor<String, PlateRead, String, ReadCorrections> {

  private ProcessorContext<String, ReadCorrections> context;

  @Override
  public void init(ProcessorContext<String, ReadCorrections> processorContext) {
    context = processorContext;
  }

  /** Dated now: what was captured long ago would leave the topic before it is read. */
  @Override
  public void process(Record<String, PlateRead> record) {
    PlateRead read = record.value();
    if (read.getStatus() == ReadStatus.CURRENT && !read.getCorrections().isEmpty()) {
      context.forward(
          new Record<>(
              read.getReadId(), MadeCorrections.message(read), context.currentSystemTimeMs()));
    }
  }
}
