package org.alprstreams.matching.table;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/**
 * Shows how far a long piece of work has come, on standard error; nothing for a short one. Where
 * nobody sits at a terminal it is a line at its start and one at its end, without control
 * characters.
 */
public final class Progress implements AutoCloseable {

  /** Fewer steps than this are done before a bar could be read. */
  private static final long WORTH_A_BAR = 10_000;

  private static final int UNKNOWN = -1;

  private final String task;
  private final long total;
  private final PrintStream plain;
  private long done;
  private ProgressBar bar;

  /**
   * @param plain where lines go instead of a bar; null for a bar
   */
  Progress(String task, long total, PrintStream plain) {
    this.task = task;
    this.total = total;
    this.plain = plain;
  }

  private static Progress shown(String task, long total) {
    return new Progress(task, total, System.console() == null ? System.err : null);
  }

  /** Work of so many steps. */
  public static Progress of(String task, long steps) {
    return shown(task, steps);
  }

  /** Work that nobody watches. */
  public static Progress none() {
    return new Progress(null, 0, null);
  }

  /** Work of which nobody knows how much it is. */
  public static Progress ofUnknown(String task) {
    return shown(task, UNKNOWN);
  }

  /** One step is done. */
  public void step() {
    done++;
    if (bar != null) {
      bar.step();
    } else if (done == WORTH_A_BAR && task != null) {
      begin();
    }
  }

  private void begin() {
    if (plain != null) {
      plain.println(task + " ...");
    } else {
      bar = new ProgressBarBuilder().setTaskName(task).setInitialMax(total).build();
      bar.stepTo(done);
    }
  }

  /** The work is done: what it was thought to be may have been more than there was to do. */
  public void finish() {
    if (bar != null) {
      bar.maxHint(done);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    } else if (plain != null && done >= WORTH_A_BAR && task != null) {
      plain.printf("%s: %,d done%n", task, done);
    }
  }
}
