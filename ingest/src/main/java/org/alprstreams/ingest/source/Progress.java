package org.alprstreams.ingest.source;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows how far an import is. */
public interface Progress extends AutoCloseable {

  /** One more is done. */
  void step();

  /** Something worth saying in between, such as that the broker is away. */
  void say(String message);

  @Override
  void close();

  /**
   * A bar on a terminal, a line for every tenth elsewhere.
   *
   * @param total how many steps there will be; negative if nobody knows
   * @param terminal whether {@code out} is one
   */
  static Progress on(PrintStream out, String task, long total, boolean terminal) {
    return terminal ? new Bar(out, task, total) : new Lines(out, task, total);
  }

  /** A bar that redraws itself. */
  final class Bar implements Progress {

    private final PrintStream out;
    private final ProgressBar bar;

    private Bar(PrintStream out, String task, long total) {
      this.out = out;
      this.bar = new ProgressBarBuilder().setTaskName(task).setInitialMax(total).build();
    }

    @Override
    public void step() {
      bar.step();
    }

    @Override
    public void say(String message) {
      out.println();
      out.println(message);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** Lines for logs and pipes. */
  final class Lines implements Progress {

    private static final long EVERY_WHEN_UNKNOWN = 100;

    private final PrintStream out;
    private final String task;
    private final long total;
    private long done;

    private Lines(PrintStream out, String task, long total) {
      this.out = out;
      this.task = task;
      this.total = total;
    }

    @Override
    public void step() {
      done++;
      long every = total < 0 ? EVERY_WHEN_UNKNOWN : Math.max(1, total / 10);
      if (done % every == 0 || done == total) {
        out.println(task + ": " + done + (total < 0 ? "" : " of " + total));
      }
    }

    @Override
    public void say(String message) {
      out.println(message);
    }

    @Override
    public void close() {
      out.flush();
    }
  }
}
