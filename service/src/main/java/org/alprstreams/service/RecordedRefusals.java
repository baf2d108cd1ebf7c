package org.alprstreams.service;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.service.access.AccessEntry;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.access.RequiredRecord;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.Denied;
import org.alprstreams.service.http.Refusals;

/**
 * Refusals as records of the access log: each violation is one of its own. Requests of nobody known
 * are counted only.
 */
final class RecordedRefusals implements Refusals, AutoCloseable {

  private final Counter unauthenticated;
  private volatile AccessLog log;

  RecordedRefusals(MeterRegistry meters) {
    unauthenticated =
        Counter.builder("alpr.http.unauthenticated")
            .description("Requests without a valid proof of who makes them")
            .register(meters);
  }

  /**
   * @param opened where refusals are recorded from now on; closed with this. Needed before the
   *     server opens
   */
  void recordIn(AccessLog opened) {
    log = opened;
  }

  @Override
  public void denied(Denied denied, String route) {
    Caller caller = denied.caller();
    RequiredRecord.write(
        log,
        new AccessEntry(
            route,
            Map.of(),
            caller.username(),
            caller.organisation(),
            caller.roles().stream().map(Enum::name).toList(),
            AccessEntry.NO_PURPOSE,
            Optional.empty(),
            AccessOutcome.DENIED,
            Optional.of(denied.reason()),
            Optional.empty()));
  }

  @Override
  public void unauthenticated() {
    unauthenticated.increment();
  }

  @Override
  public void close() {
    if (log != null) {
      log.close();
    }
  }
}
