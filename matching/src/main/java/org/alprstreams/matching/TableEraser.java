package org.alprstreams.matching;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import org.alprstreams.service.rocksdb.StoreEraser;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Has what left a table erased from its store's files: a removed or replaced hotlist entry names a
 * plate. A change of the table does not say whether it replaced something, so any is followed by a
 * rewriting, and so is a start, since the run before may not have come to its own. Lists change
 * twice a day.
 */
final class TableEraser<V> implements Processor<String, V, Void, Void> {

  private static final Duration SHORTEST_STEP = Duration.ofSeconds(1);
  private static final int STEPS_WITHIN_DELAY = 4;

  private final String table;
  private final Duration delay;
  private final Executor executor;

  private ProcessorContext<Void, Void> context;
  private StoreEraser eraser;

  /**
   * @param table name of the store, with timestamps as all tables' are
   * @param delay how long after a change the rewriting begins, so that many share one
   */
  TableEraser(String table, Duration delay, Executor executor) {
    this.table = table;
    this.delay = delay;
    this.executor = executor;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.context = context;
    this.eraser = new StoreEraser(context.getStateStore(table), true, delay, executor, now());
    eraser.removed(now());
    context.schedule(
        step(), PunctuationType.WALL_CLOCK_TIME, now -> eraser.step(Instant.ofEpochMilli(now)));
  }

  @Override
  public void process(Record<String, V> change) {
    eraser.removed(now());
  }

  private Duration step() {
    Duration step = delay.dividedBy(STEPS_WITHIN_DELAY);
    return step.compareTo(SHORTEST_STEP) < 0 ? SHORTEST_STEP : step;
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }

  @Override
  public void close() {
    if (eraser != null) {
      eraser.close();
    }
  }
}
