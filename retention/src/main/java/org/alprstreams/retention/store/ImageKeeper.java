package org.alprstreams.retention.store;

import io.micrometer.core.instrument.Counter;
import java.time.Instant;
import java.util.concurrent.Executor;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.retention.clock.ClockCheck;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Keeps the images of reads, the latest revision only. */
final class ImageKeeper implements Processor<String, ReadImage, Void, Void> {

  /** What metrics call them. */
  static final String KIND = "image";

  private final RetentionPlan plan;
  private final OptOutRule rule;
  private final Executor erasing;
  private final ClockCheck clock;
  private final Counter stored;
  private final Counter retracted;
  private final Counter purged;
  private final Counter refused;

  private ProcessorContext<Void, Void> context;
  private Eraser eraser;
  private KeptImages images;
  private OptOutList optOuts;
  private LateRevisions lateRevisions;

  /**
   * @param erasing rewrites files
   * @param clock asked before anything is deleted because of the time
   */
  ImageKeeper(
      RetentionPlan plan,
      OptOutRule rule,
      Executor erasing,
      ClockCheck clock,
      RetentionMeters meters) {
    this.erasing = erasing;
    this.clock = clock;
    this.plan = plan;
    this.rule = rule;
    stored = meters.stored(KIND);
    retracted = meters.retracted(KIND);
    purged = meters.purged(KIND);
    refused = meters.refused(KIND);
  }

  @Override
  public void init(ProcessorContext<Void, Void> processorContext) {
    context = processorContext;
    eraser = TaskStores.eraser(context, plan, erasing);
    images = TaskStores.images(context, plan, eraser);
    optOuts = TaskStores.optOuts(context, rule);
    lateRevisions = new LateRevisions(TaskStores.correctedAway(context));
  }

  @Override
  public void process(Record<String, ReadImage> record) {
    ReadImage image = record.value();
    PlateRead read = image.getRead();
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    if (lateRevisions.include(read, images.keptRead(image.getReadId()))) {
      return;
    }
    if (read.getStatus() == ReadStatus.RETRACTED) {
      retracted.increment(images.removeOf(image.getReadId(), read.getPlateKey()));
      return;
    }
    images.remove(image.getReadId());
    if (optOuts.covers(read, now)) {
      purged.increment();
    } else if (plan.keeps(plan.images(), read.getCapturedAt(), clock.believed(now))) {
      images.put(image);
      stored.increment();
    } else {
      refused.increment();
    }
  }

  @Override
  public void close() {
    if (eraser != null) {
      eraser.close();
    }
  }
}
