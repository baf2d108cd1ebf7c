package org.alprstreams.retention.store;

import io.micrometer.core.instrument.Counter;
import java.time.Instant;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.schemas.plate.PlateHash;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Keeps the images of reads, the latest revision only. */
final class ImageKeeper implements Processor<String, ReadImage, Void, Void> {

  private static final String KIND = "image";

  private final RetentionPlan plan;
  private final PlateHash hash;
  private final Counter stored;
  private final Counter retracted;
  private final Counter purged;
  private final Counter refused;

  private ProcessorContext<Void, Void> context;
  private KeptImages images;
  private OptOutList optOuts;

  ImageKeeper(RetentionPlan plan, PlateHash hash, RetentionMeters meters) {
    this.plan = plan;
    this.hash = hash;
    stored = meters.stored(KIND);
    retracted = meters.retracted(KIND);
    purged = meters.purged(KIND);
    refused = meters.refused(KIND);
  }

  @Override
  public void init(ProcessorContext<Void, Void> processorContext) {
    context = processorContext;
    images = TaskStores.images(context);
    optOuts = TaskStores.optOuts(context, hash);
  }

  @Override
  public void process(Record<String, ReadImage> record) {
    ReadImage image = record.value();
    PlateRead read = image.getRead();
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    if (images
        .keptRevision(image.getReadId())
        .filter(kept -> kept > read.getRevision())
        .isPresent()) {
      return; // Delivered again, after what replaced it.
    }
    int removed = images.remove(image.getReadId());
    if (read.getStatus() == ReadStatus.RETRACTED) {
      retracted.increment(removed);
    } else if (optOuts.covers(read.getPlateText(), now)) {
      purged.increment();
    } else if (plan.keeps(plan.images(), read.getCapturedAt(), now)) {
      images.put(image);
      stored.increment();
    } else {
      refused.increment();
    }
  }
}
