package org.alprstreams.recognition;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.alprstreams.recognition.image.UndecodableFrameException.Reason;

/** What operators see of the work: frames, their time, candidates, refusals. Never a plate. */
final class RecognitionMetrics {

  private final StageMeters stages;
  private final Timer frames;
  private final Counter candidates;
  private final Map<Reason, Counter> undecodable = new EnumMap<>(Reason.class);

  RecognitionMetrics(MeterRegistry meters) {
    stages = new StageMeters(meters);
    frames =
        Timer.builder("alpr.recognition.frames")
            .description("Frames read, from decoding to the last candidate")
            .publishPercentileHistogram()
            .register(meters);
    candidates =
        Counter.builder("alpr.recognition.candidates")
            .description("Looks at plates passed on")
            .register(meters);
    for (Reason reason : Reason.values()) {
      undecodable.put(
          reason,
          Counter.builder("alpr.recognition.undecodable")
              .description("Frames that could not be decoded, by reason")
              .tag("reason", reason.name())
              .register(meters));
    }
  }

  void decoded(long nanos) {
    stages.record(StageMeters.DECODE, nanos);
  }

  /** Of frames with a plate only: others have no pictures made. */
  void pictured(long nanos, int looks) {
    if (looks > 0) {
      stages.record(StageMeters.PICTURES, nanos);
    }
  }

  void read(long nanos, int looks) {
    frames.record(nanos, TimeUnit.NANOSECONDS);
    candidates.increment(looks);
  }

  void undecodable(Reason reason) {
    undecodable.get(reason).increment();
  }
}
