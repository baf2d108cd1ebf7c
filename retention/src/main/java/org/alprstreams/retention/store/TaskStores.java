package org.alprstreams.retention.store;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.WindowStore;

/** Opens the stores of a task, alike for every processor of it. */
final class TaskStores {

  private static final Duration LONGEST_STEP = Duration.ofSeconds(5);

  private TaskStores() {}

  /** An eraser that goes on by itself; its closing is the processor's. */
  static Eraser eraser(ProcessorContext<?, ?> context, RetentionPlan plan, Executor executor) {
    Eraser eraser = new Eraser(plan.eraseDelay(), executor, context::currentSystemTimeMs);
    context.schedule(
        eraserStep(plan),
        PunctuationType.WALL_CLOCK_TIME,
        now -> eraser.step(Instant.ofEpochMilli(now)));
    return eraser;
  }

  /** Not longer than the sentinel's: a rewriting has to end before its segment is dropped. */
  private static Duration eraserStep(RetentionPlan plan) {
    Duration sentinel = plan.sentinelInterval();
    return sentinel.compareTo(LONGEST_STEP) < 0 ? sentinel : LONGEST_STEP;
  }

  static KeptReads reads(ProcessorContext<?, ?> context, RetentionPlan plan, Eraser eraser) {
    WindowStore<String, PlateRead> byPlate = context.getStateStore(ReadStores.READS_BY_PLATE);
    WindowStore<String, String> byCamera = context.getStateStore(ReadStores.READS_BY_CAMERA);
    return new KeptReads(
        eraser.openedForSearch(byPlate, plan.reads()),
        eraser.openedForSearch(byCamera, plan.reads()),
        eraser);
  }

  static CorrectedAway correctedAway(ProcessorContext<?, ?> context) {
    return new CorrectedAway(context.getStateStore(ReadStores.READS_BY_CAMERA));
  }

  static KeptImages images(ProcessorContext<?, ?> context, RetentionPlan plan, Eraser eraser) {
    WindowStore<String, ReadImage> images = context.getStateStore(ReadStores.READ_IMAGES);
    return new KeptImages(eraser.opened(images, plan.images()), eraser);
  }

  static OptOutList optOuts(ProcessorContext<?, ?> context, OptOutRule rule) {
    return new OptOutList(context.getStateStore(ReadStores.OPT_OUTS), rule);
  }
}
