package org.alprstreams.matching.table;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows how far a long piece of work has come, on standard error; nothing for a short one. */
public final class Progress implements AutoCloseable {

  /** Fewer steps than this are done before a bar could be read. */
  private static final long WORTH_A_BAR = 10_000;

  private static final int UNKNOWN = -1;

  private final String task;
  private final long total;
  private long done;
  private ProgressBar bar;

  private Progress(String task, long total) {
    this.task = task;
    this.total = total;
  }

  /** Work of so many steps. */
  public static Progress of(String task, long steps) {
    return new Progress(task, steps);
  }

  /** Work that nobody watches. */
  public static Progress none() {
    return new Progress(null, 0);
  }

  /** Work of which nobody knows how much it is. */
  public static Progress ofUnknown(String task) {
    return new Progress(task, UNKNOWN);
  }

  /** One step is done. */
  public void step() {
    done++;
    if (bar != null) {
      bar.step();
    } else if (done == WORTH_A_BAR && task != null) {
      bar = new ProgressBarBuilder().setTaskName(task).setInitialMax(total).build();
      bar.stepTo(done);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
