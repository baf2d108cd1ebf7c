package org.alprstreams.recognition;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.alprstreams.recognition.reader.StageTimer;

/** Where the time of a frame goes: a timer for each stage of the work. Never a plate. */
final class StageMeters implements StageTimer {

  /** From a file to pixels. */
  static final String DECODE = "decode";

  /** Plates and scene as files; the stages between are the engine's. */
  static final String PICTURES = "pictures";

  private final MeterRegistry meters;
  private final Map<String, Timer> stages = new ConcurrentHashMap<>();

  StageMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void record(String stage, long nanos) {
    stages.computeIfAbsent(stage, this::timer).record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(String stage) {
    return Timer.builder("alpr.recognition.stage")
        .description("Parts of the time of each frame read")
        .tag("stage", stage)
        .publishPercentileHistogram()
        .register(meters);
  }
}
