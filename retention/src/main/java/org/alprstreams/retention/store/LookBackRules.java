package org.alprstreams.retention.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.alprstreams.avro.LookBack;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.policy.Purpose;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What may be looked back for, and how far. Whoever sends a request asks the policy as well; this
 * service has to answer for what leaves it.
 *
 * @param policy the usage policy in force
 * @param longest how far back a request may reach, zero where the policy allows none
 * @param changelog settings of the changelog of requests that wait, with {@code retention.ms}, how
 *     long they do: within the time for transient data
 */
public record LookBackRules(UsagePolicy policy, Duration longest, Map<String, String> changelog) {

  /** Most reads that one request brings to light, the newest. */
  static final int MOST_READS = 100;

  /**
   * How long after its span a request is worked off: reads captured in the span have come by then,
   * and their passages have settled, so that hardly one is revised while it is looked at.
   */
  static final Duration SETTLE = Duration.ofSeconds(5);

  /**
   * How many times what leaves is kept for the time of transient data: once in its topic, and once
   * by the stage that works on it.
   */
  private static final int COPIES = 2;

  /** Code of the reason why a request is denied, or empty if it is not. */
  Optional<String> denial(LookBack request) {
    if (!isOfOnePlate(request)) {
      return Optional.of("MALFORMED_REQUEST");
    }
    Optional<Purpose> purpose = policy.purpose(request.getPurpose());
    if (!policy.hotlists().lookBackAllowed()) {
      return Optional.of("LOOK_BACK_NOT_ALLOWED");
    }
    if (purpose.isEmpty()) {
      return Optional.of("UNKNOWN_PURPOSE");
    }
    if (purpose.get().requiresCaseNumber() && request.getCaseNumber() == null) {
      return Optional.of("CASE_NUMBER_MISSING");
    }
    return request.getFrom().isBefore(request.getRequestedAt().minus(longest))
        ? Optional.of("SPAN_TOO_LONG")
        : Optional.empty();
  }

  private static boolean isOfOnePlate(LookBack request) {
    return PlateText.tryParse(request.getPlateText())
        .filter(plate -> plate.value().equals(request.getPlateText()))
        .filter(plate -> PlateKey.of(plate).value().equals(request.getPlateKey()))
        .isPresent();
  }

  boolean isDue(LookBack request, Instant now) {
    return !now.isBefore(request.getUntil().plus(SETTLE));
  }

  /** Whether a request has waited for so long that it is gone from the changelog too. */
  boolean isExpired(LookBack request, Instant now) {
    long lifetime = Long.parseLong(changelog.get(TopicConfig.RETENTION_MS_CONFIG));
    return now.isAfter(request.getRequestedAt().plusMillis(lifetime));
  }

  /**
   * From when on reads may be looked at: not before the request says, not what the store no longer
   * shows, and nothing so old that its copies, which are transient data, could outlive the limit.
   *
   * @param limited how the reads, or their images, expire
   */
  Instant from(LookBack request, StoreExpiry limited, Instant now) {
    Duration copies = policy.transientRetention().multipliedBy(COPIES);
    return Stream.of(
            request.getFrom(),
            now.minus(longest),
            limited.cutoff(now),
            now.minus(limited.limit()).plus(copies))
        .max(Instant::compareTo)
        .orElseThrow();
  }
}
