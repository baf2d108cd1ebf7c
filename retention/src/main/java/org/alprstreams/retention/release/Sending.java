package org.alprstreams.retention.release;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.retention.query.Json;
import org.alprstreams.retention.query.ReadsUnavailable;
import org.alprstreams.retention.release.Release.Ground;
import org.alprstreams.schemas.policy.Recipient;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.access.AccessExport;
import org.alprstreams.service.access.SigningKey;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.Problem;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.ScanException;
import org.alprstreams.service.kafka.TopicScan;

/** Sends a release as a signed bundle, with the accesses that it concerns and the policy. */
final class Sending {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final UsagePolicy policy;
  private final Optional<SigningKey> key;
  private final KafkaClients kafka;
  private final Clock clock;

  /**
   * @param key signs bundles; without it nothing is released
   * @param kafka reads the access log's extract
   */
  Sending(UsagePolicy policy, Optional<SigningKey> key, KafkaClients kafka, Clock clock) {
    this.policy = policy;
    this.key = key;
    this.kafka = kafka;
    this.clock = clock;
  }

  /** What a bundle holds beside the access log and the policy. */
  @FunctionalInterface
  interface Content {
    void addTo(Bundle bundle, ReleaseMark mark) throws IOException;
  }

  /**
   * The key that signs bundles.
   *
   * @throws Problem 503 without one
   */
  SigningKey key() {
    return key.orElseThrow(
        () ->
            new Problem(
                503,
                "No signing key",
                "Bundles are signed; the operator sets alpr.access-log.signing-key."));
  }

  /** A release that begins now. */
  Release release(Ground ground, Recipient recipient, String request, Caller caller) {
    return new Release(
        UUID.randomUUID().toString(),
        ground.caseNumber(),
        ground.alertId(),
        ground.agency(),
        ground.purpose(),
        recipient.agency(),
        recipient.legalBasis(),
        request,
        caller.username(),
        caller.organisation(),
        clock.instant().truncatedTo(ChronoUnit.SECONDS),
        policy.version(),
        policy.hash());
  }

  /**
   * Sends the bundle as it is made. If anything fails on the way the connection ends without the
   * manifest, and what has arrived does not verify.
   *
   * @param since the first time of accesses that may concern it
   * @param concerns which of them do
   * @throws ReadsUnavailable if the access log cannot be read; nothing has gone out then
   */
  void send(
      Context context,
      Release release,
      Instant since,
      Predicate<AccessRecord> concerns,
      Content content) {
    announce(context, release);
    try {
      // What comes from the broker comes before the first byte goes out.
      byte[] extract = extract(since, concerns);
      try (Bundle bundle = new Bundle(context.outputStream(), release, key())) {
        content.addTo(bundle, new ReleaseMark(release));
        bundle.add("access-log.jsonl", extract);
        bundle.add("policy.json", Json.write(policy.document()));
        bundle.finish();
      }
    } catch (ScanException e) {
      throw new ReadsUnavailable("The access log's extract cannot be read.", e);
    } catch (IOException e) {
      throw new IllegalStateException("A bundle was not sent whole.", e);
    }
  }

  private static void announce(Context context, Release release) {
    context.header("Cache-Control", "no-store");
    context.header(
        "Content-Disposition", "attachment; filename=\"release-" + release.releaseId() + ".zip\"");
    context.header("Alpr-Release-Id", release.releaseId());
    context.contentType("application/zip");
  }

  /** Accesses so far, the record of this release included. */
  private byte[] extract(Instant since, Predicate<AccessRecord> concerns) {
    List<AccessRecord> extract = new ArrayList<>();
    TopicScan.<AccessRecord>since(
        kafka,
        Topics.ACCESS_LOG,
        since,
        PATIENCE,
        found -> {
          if (found.value() != null && concerns.test(found.value())) {
            extract.add(found.value());
          }
        });
    return extract.stream()
        .map(record -> AccessExport.line(record) + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }
}
