package org.alprstreams.retention.store;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.alprstreams.avro.DeletionReceipt;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.retention.clock.ClockCheck;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.rocksdb.StoreChangelog;
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
  private final ClockCheck clock;
  private final RetentionMeters meters;
  private final Counter stored;
  private final Counter retracted;
  private final Counter purged;
  private final Counter purgedImages;
  private final Counter refused;

  private ProcessorContext<String, DeletionReceipt> context;
  private Eraser eraser;
  private KeptReads reads;
  private KeptImages images;
  private OptOutList optOuts;
  private CorrectedAway correctedAway;
  private LateRevisions lateRevisions;
  private Receipts receipts;
  private PurgeSweep sweep;
  private long imagesOfStep;
  private List<StoreBurial> burials = List.of();
  private List<ExpirySentinel> sentinels = List.of();

  /**
   * @param erasing rewrites files
   * @param clock asked before anything is deleted because of the time
   */
  ReadKeeper(
      RetentionPlan plan,
      OptOutRule rule,
      ListRevision revision,
      Executor erasing,
      ClockCheck clock,
      RetentionMeters meters) {
    this.plan = plan;
    this.rule = rule;
    this.revision = revision;
    this.erasing = erasing;
    this.clock = clock;
    this.meters = meters;
    stored = meters.stored(KIND);
    retracted = meters.retracted(KIND);
    purged = meters.purged(KIND);
    purgedImages = meters.purged(ImageKeeper.KIND);
    refused = meters.refused(KIND);
  }

  @Override
  public void init(ProcessorContext<String, DeletionReceipt> processorContext) {
    context = processorContext;
    eraser = TaskStores.eraser(context, plan, erasing);
    reads = TaskStores.reads(context, plan, eraser);
    images = TaskStores.images(context, plan, eraser);
    optOuts = TaskStores.optOuts(context, rule);
    correctedAway = TaskStores.correctedAway(context);
    lateRevisions = new LateRevisions(correctedAway);
    receipts = new Receipts(context, plan);
    sweep = new PurgeSweep(reads, plan.reads(), revision, plan.purgeBatch());
    burials =
        List.of(
            StoreBurial.of(
                store(ReadStores.READS_BY_PLATE),
                plan.reads(),
                changelog(ReadStores.READS_BY_PLATE)),
            StoreBurial.of(
                store(ReadStores.READS_BY_CAMERA),
                plan.reads(),
                changelog(ReadStores.READS_BY_CAMERA)),
            StoreBurial.ofImages(
                store(ReadStores.READS_BY_PLATE),
                plan.reads(),
                plan.images(),
                changelog(ReadStores.READ_IMAGES)));
    sentinels =
        List.of(
            sentinel(
                ReadStores.READS_BY_PLATE, Topics.READS, plan.reads(), FallingSegments::ofSmall),
            sentinel(
                ReadStores.READS_BY_CAMERA, Topics.READS, plan.reads(), FallingSegments::ofSmall),
            sentinel(
                ReadStores.READ_IMAGES,
                Topics.READ_IMAGES,
                plan.images(),
                FallingSegments::ofLarge));
    context.schedule(
        plan.sentinelInterval(), PunctuationType.WALL_CLOCK_TIME, now -> expire(instant(now)));
    context.schedule(
        plan.purgeInterval(), PunctuationType.WALL_CLOCK_TIME, now -> purgeStep(instant(now)));
  }

  private WindowStore<String, ?> store(String name) {
    return context.getStateStore(name);
  }

  private Consumer<byte[]> changelog(String name) {
    return new StoreChangelog(context, name)::bury;
  }

  private ExpirySentinel sentinel(
      String name, Topic<?> topic, StoreExpiry expiry, Counting counting) {
    WindowStore<String, ?> store = store(name);
    Duration ahead = plan.sentinelInterval().multipliedBy(2).plus(plan.clockTolerance());
    return new ExpirySentinel(
        store,
        topic.name(),
        context.taskId().partition(),
        expiry,
        counting.of(store, expiry, ahead),
        receipts,
        meters);
  }

  @Override
  public void process(Record<String, PlateRead> record) {
    PlateRead read = record.value();
    Instant now = instant(context.currentSystemTimeMs());
    Optional<PlateRead> kept = reads.kept(read);
    if (lateRevisions.include(read, kept)) {
      return;
    }
    kept.ifPresent(reads::remove);
    if (read.getStatus() == ReadStatus.RETRACTED) {
      images.removeOf(read.getReadId(), read.getPlateKey());
      if (!read.getCorrections().isEmpty()) {
        correctedAway.note(read); // A parked vehicle's read is revised when it leaves, days later.
      }
      kept.ifPresent(gone -> retracted.increment());
    } else if (optOuts.covers(read, now)) {
      images.remove(read.getReadId());
      purged.increment();
    } else if (plan.keeps(plan.reads(), read.getCapturedAt(), clock.believed(now))) {
      reads.put(read);
      stored.increment();
    } else {
      refused.increment();
    }
  }

  private void expire(Instant now) {
    if (clock.believes(now)) {
      burials.forEach(burial -> burial.look(now)); // While what falls is still there.
      sentinels.forEach(sentinel -> sentinel.tell(now));
    }
  }

  private void purgeStep(Instant now) {
    imagesOfStep = 0;
    int count =
        sweep.step(now.plus(plan.clockTolerance()), read -> optOuts.covers(read, now), this::purge);
    receiptOfPurge(ReadStores.READS_BY_PLATE, Topics.READS, plan.reads(), count, now);
    receiptOfPurge(ReadStores.READ_IMAGES, Topics.READ_IMAGES, plan.images(), imagesOfStep, now);
  }

  private void purge(PlateRead read) {
    reads.remove(read);
    purged.increment();
    int withIt = images.remove(read.getReadId());
    purgedImages.increment(withIt);
    imagesOfStep += withIt;
  }

  /**
   * Of each step, not of the pass: whoever takes the task over in its midst would not know of what
   * is gone already.
   */
  private void receiptOfPurge(
      String store, Topic<?> topic, StoreExpiry expiry, long count, Instant now) {
    if (count > 0) {
      receipts.write(
          store, topic.name(), now, expiry.cutoff(now), count, Optional.empty(), "purge " + now);
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

  /** How what falls is counted. */
  private interface Counting {
    FallingSegments of(WindowStore<?, ?> store, StoreExpiry expiry, Duration ahead);
  }

  private static Instant instant(long millis) {
    return Instant.ofEpochMilli(millis);
  }
}
