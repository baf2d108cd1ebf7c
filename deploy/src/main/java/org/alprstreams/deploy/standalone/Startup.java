package org.alprstreams.deploy.standalone;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells the person before the terminal how far the start has come. */
final class Startup {

  private final PrintStream out;
  private final long began = System.nanoTime();

  Startup(PrintStream out) {
    this.out = out;
  }

  /** Names a step, does it, and says how long it took. */
  <T> T step(String name, Supplier<T> work) {
    begin(name);
    long before = System.nanoTime();
    T result = work.get();
    out.printf(Locale.ROOT, "ready (%.1f s)%n", seconds(before));
    return result;
  }

  /** Names a step whose end {@link #done()} tells. */
  void begin(String name) {
    out.printf(Locale.ROOT, "  %-18s ", name);
    out.flush();
  }

  /** Tells the end of a step and of the whole start. */
  void done() {
    out.printf(Locale.ROOT, "ready (%.1f s since the start)%n", seconds(began));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
