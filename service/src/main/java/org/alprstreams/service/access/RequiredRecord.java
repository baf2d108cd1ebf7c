package org.alprstreams.service.access;

import java.util.Map;
import org.alprstreams.service.http.Problem;
import org.alprstreams.service.log.Redacted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A record without which nothing may be answered. */
public final class RequiredRecord {

  private static final Logger LOG = LoggerFactory.getLogger(RequiredRecord.class);

  private RequiredRecord() {}

  /**
   * Writes it, durably.
   *
   * @throws Problem 503 if that fails: the answer to give instead
   */
  public static void write(AccessLog log, AccessEntry entry) {
    try {
      log.append(entry);
    } catch (AccessLogUnavailable e) {
      LOG.atError()
          .addKeyValue("cause", Redacted.root(e).getClass().getName())
          .addKeyValue("at", Redacted.location(Redacted.root(e)))
          .log("access record not written; nothing is answered");
      throw new Problem(
          503,
          "Access log not available",
          "Accesses cannot be recorded now, so nothing can be answered. Ask again in a moment.",
          Map.of("Retry-After", "5"));
    }
  }
}
