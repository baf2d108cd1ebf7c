package org.alprstreams.deploy.demo;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Frames handed in that recognition has not looked at yet, as far as this process can tell from its
 * own metrics.
 */
final class Backlog {

  private static final String READ = "alpr.recognition.frames";
  private static final String UNDECODABLE = "alpr.recognition.undecodable";

  private final MeterRegistry meters;
  private final AtomicLong sent = new AtomicLong();

  Backlog(MeterRegistry meters) {
    this.meters = meters;
  }

  void sent() {
    sent.incrementAndGet();
  }

  /** Never below zero: frames that waited from a former run are read too. */
  long frames() {
    Collection<Timer> read = meters.find(READ).timers();
    Collection<Counter> undecodable = meters.find(UNDECODABLE).counters();
    double done =
        read.stream().mapToLong(Timer::count).sum()
            + undecodable.stream().mapToDouble(Counter::count).sum();
    return Math.max(0, sent.get() - Math.round(done));
  }
}
