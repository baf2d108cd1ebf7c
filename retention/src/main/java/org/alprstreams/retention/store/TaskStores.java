package org.alprstreams.retention.store;

import org.alprstreams.schemas.plate.PlateHash;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Opens the stores of a task, alike for every processor of it. */
final class TaskStores {

  private TaskStores() {}

  static KeptReads reads(ProcessorContext<?, ?> context) {
    return new KeptReads(
        context.getStateStore(ReadStores.READS_BY_PLATE),
        context.getStateStore(ReadStores.READS_BY_CAMERA));
  }

  static KeptImages images(ProcessorContext<?, ?> context) {
    return new KeptImages(context.getStateStore(ReadStores.READ_IMAGES));
  }

  static OptOutList optOuts(ProcessorContext<?, ?> context, PlateHash hash) {
    return new OptOutList(context.getStateStore(ReadStores.OPT_OUTS), hash);
  }
}
