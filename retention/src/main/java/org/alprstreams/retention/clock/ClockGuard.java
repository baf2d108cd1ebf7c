package org.alprstreams.retention.clock;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.streams.StreamsHandle;
import org.alprstreams.service.turn.Turn;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Lets the topology stand still while the clock is not believed. It takes no reads in either: those
 * that a wrong clock has dated would make the others expire, and those of the right time would be
 * refused as dated ahead; so they wait in their topics.
 */
public final class ClockGuard implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final ClockCheck check;
  private final Clock clock;
  private final KafkaStreams streams;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "clock-guard");
            thread.setDaemon(true);
            return thread;
          });
  private final Turn looking =
      new Turn("the topology does not follow the clock", this::look, timer::isShutdown);

  private ClockGuard(ClockCheck check, Clock clock, KafkaStreams streams) {
    this.check = check;
    this.clock = clock;
    this.streams = streams;
  }

  /** Looks at once, before the topology has joined its group, and then every second. */
  public static ClockGuard watching(ClockCheck check, Clock clock, StreamsHandle topology) {
    ClockGuard guard = new ClockGuard(check, clock, topology.streams());
    guard.look();
    guard.timer.scheduleWithFixedDelay(
        guard.looking, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return guard;
  }

  private void look() {
    boolean believed = check.believes(clock.instant());
    if (believed && streams.isPaused()) {
      streams.resume();
    } else if (!believed && !streams.isPaused()) {
      streams.pause();
    }
  }

  /** Whether the topology stands still while it should, as far as is known. */
  public HealthState state() {
    return looking.state();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
