package org.alprstreams.retention.store;

import java.util.concurrent.Executor;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.WindowStore;

/** Opens the stores of a task, alike for every processor of it. */
final class TaskStores {

  private TaskStores() {}

  static Eraser eraser(ProcessorContext<?, ?> context, RetentionPlan plan, Executor executor) {
    return new Eraser(plan.eraseDelay(), executor, context::currentSystemTimeMs);
  }

  static KeptReads reads(ProcessorContext<?, ?> context, RetentionPlan plan, Eraser eraser) {
    WindowStore<String, PlateRead> byPlate = context.getStateStore(ReadStores.READS_BY_PLATE);
    WindowStore<String, String> byCamera = context.getStateStore(ReadStores.READS_BY_CAMERA);
    return new KeptReads(
        eraser.opened(byPlate, plan.reads()), eraser.opened(byCamera, plan.reads()), eraser);
  }

  static KeptImages images(ProcessorContext<?, ?> context, RetentionPlan plan, Eraser eraser) {
    WindowStore<String, ReadImage> images = context.getStateStore(ReadStores.READ_IMAGES);
    return new KeptImages(eraser.opened(images, plan.images()), eraser);
  }

  static OptOutList optOuts(ProcessorContext<?, ?> context, OptOutRule rule) {
    return new OptOutList(context.getStateStore(ReadStores.OPT_OUTS), rule);
  }
}
