package org.alprstreams.schemas.serde;

import java.time.Instant;
import org.alprstreams.avro.DeadLetter;
import org.alprstreams.avro.FailureStage;

final class Samples {

  private Samples() {}

  static DeadLetter deadLetter() {
    return DeadLetter.newBuilder()
        .setApplication("matching")
        .setStage(FailureStage.PROCESSING)
        .setTopic("alpr.candidates")
        .setPartition(3)
        .setOffset(42)
        .setProcessorNode("opt-out-gate")
        .setTaskId(null)
        .setExceptionClass("java.lang.IllegalStateException")
        .setExceptionLocation(null)
        .setAt(Instant.parse("2026-11-23T08:00:00Z"))
        .build();
  }
}
