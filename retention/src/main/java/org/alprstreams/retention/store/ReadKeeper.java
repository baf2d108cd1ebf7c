package org.alprstreams.retention.store;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.alprstreams.avro.DeletionReceipt;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.streams.ListRevision;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.WindowStore;

/** Keeps reads, takes retracted ones out, and runs expiry and purge of its task. */
final class ReadKeeper implements Processor<String, PlateRead, String, DeletionReceipt> {

  private static final String KIND = "read";

  private final RetentionPlan plan;
  private final OptOutRule rule;
  private final ListRevision revision;
  private final Executor erasing;
  private final RetentionMeters meters;
  private final Counter stored;
  private final Counter retracted;
  private final Counter purged;
  private final Counter refused;

  private ProcessorContext<String, DeletionReceipt> context;
  private Eraser eraser;
  private KeptReads reads;
  private KeptImages images;
  private OptOutList optOuts;
  private Receipts receipts;
  private PurgeSweep sweep;
  private List<ExpirySentinel> sentinels = List.of();

  /**
   * @param erasing rewrites files
   */
  ReadKeeper(
      RetentionPlan plan,
      OptOutRule rule,
      ListRevision revision,
      Executor erasing,
      RetentionMeters meters) {
    this.plan = plan;
    this.rule = rule;
    this.revision = revision;
    this.erasing = erasing;
    this.meters = meters;
    stored = meters.stored(KIND);
    retracted = meters.retracted(KIND);
    purged = meters.purged(KIND);
    refused = meters.refused(KIND);
  }

  @Override
  public void init(ProcessorContext<String, DeletionReceipt> processorContext) {
    context = processorContext;
    eraser = TaskStores.eraser(context, plan, erasing);
    reads = TaskStores.reads(context, plan, eraser);
    images = TaskStores.images(context, plan, eraser);
    optOuts = TaskStores.optOuts(context, rule);
    receipts = new Receipts(context, plan);
    sweep = new PurgeSweep(reads, plan.reads(), revision, plan.purgeBatch());
    sentinels =
        List.of(
            sentinel(ReadStores.READS_BY_PLATE, Topics.READS.name(), plan.reads(), true),
            sentinel(ReadStores.READS_BY_CAMERA, Topics.READS.name(), plan.reads(), true),
            // To count images would be to read them all from the disk.
            sentinel(ReadStores.READ_IMAGES, Topics.READ_IMAGES.name(), plan.images(), false));
    context.schedule(
        plan.sentinelInterval(), PunctuationType.WALL_CLOCK_TIME, now -> expire(instant(now)));
    context.schedule(
        plan.sentinelInterval(), PunctuationType.WALL_CLOCK_TIME, now -> eraser.step(instant(now)));
    context.schedule(
        plan.purgeInterval(), PunctuationType.WALL_CLOCK_TIME, now -> purgeStep(instant(now)));
  }

  private ExpirySentinel sentinel(
      String name, String topic, StoreExpiry expiry, boolean countable) {
    WindowStore<String, ?> store = context.getStateStore(name);
    Duration ahead = plan.sentinelInterval().multipliedBy(2).plus(plan.clockTolerance());
    return new ExpirySentinel(
        store,
        topic,
        context.taskId().partition(),
        expiry,
        countable ? Optional.of(new FallingSegments(store, expiry, ahead)) : Optional.empty(),
        receipts,
        meters);
  }

  @Override
  public void process(Record<String, PlateRead> record) {
    PlateRead read = record.value();
    Instant now = instant(context.currentSystemTimeMs());
    Optional<PlateRead> kept = reads.kept(read);
    if (kept.isPresent() && kept.get().getRevision() > read.getRevision()) {
      return; // Delivered again, after what replaced it.
    }
    kept.ifPresent(reads::remove);
    if (read.getStatus() == ReadStatus.RETRACTED) {
      images.removeOf(read.getReadId(), read.getPlateKey());
      kept.ifPresent(gone -> retracted.increment());
    } else if (optOuts.covers(read, now)) {
      images.remove(read.getReadId());
      purged.increment();
    } else if (plan.keeps(plan.reads(), read.getCapturedAt(), now)) {
      reads.put(read);
      stored.increment();
    } else {
      refused.increment();
    }
  }

  private void expire(Instant now) {
    sentinels.forEach(sentinel -> sentinel.tell(now));
  }

  private void purgeStep(Instant now) {
    sweep
        .step(now.plus(plan.clockTolerance()), read -> optOuts.covers(read, now), this::purge)
        .ifPresent(count -> receiptOfPurge(count, now));
  }

  private void purge(PlateRead read) {
    reads.remove(read);
    images.remove(read.getReadId());
    purged.increment();
  }

  private void receiptOfPurge(long count, Instant now) {
    if (count > 0) {
      receipts.write(
          ReadStores.READS_BY_PLATE,
          Topics.READS.name(),
          now,
          plan.reads().cutoff(now),
          count,
          Optional.empty(),
          "purge " + now);
    }
  }

  @Override
  public void close() {
    sentinels.forEach(ExpirySentinel::close);
    sentinels = List.of();
    if (eraser != null) {
      eraser.close();
    }
  }

  private static Instant instant(long millis) {
    return Instant.ofEpochMilli(millis);
  }
}
