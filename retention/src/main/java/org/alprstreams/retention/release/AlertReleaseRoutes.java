package org.alprstreams.retention.release;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.retention.evidence.AvroJson;
import org.alprstreams.retention.evidence.Bodies;
import org.alprstreams.retention.query.QueryRoutes.Doors;
import org.alprstreams.retention.query.RecordedAccess;
import org.alprstreams.retention.query.RecordedAccess.Request;
import org.alprstreams.retention.query.Responses;
import org.alprstreams.retention.release.Release.Ground;
import org.alprstreams.schemas.policy.Recipient;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.service.access.SigningKey;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Permission;
import org.alprstreams.service.http.Problem;
import org.alprstreams.service.kafka.KafkaClients;

/**
 * {@code POST /alerts/{alertId}/releases}: a confirmed alert with its read and images as a signed
 * bundle. Confirmed is what persons have checked as the policy requires, what still stands, and
 * what nobody has disposed of as wrong; every release and every refusal is a record.
 */
public final class AlertReleaseRoutes {

  private static final String SHAPE =
      "{\"capturedAt\": \"2026-11-23T08:00:00Z\", \"recipient\": \"…\", \"request\": \"…\"}; without"
          + " recipient and request for the agency that runs this system";
  private static final int LONGEST_ALERT_ID = 128;

  private final AlertLookup alerts;
  private final ReadLookup reads;
  private final RecordedAccess access;
  private final Recipients recipients;
  private final Sending sending;

  /**
   * @param key signs bundles; without it nothing is released
   * @param kafka reads alerts, what was done about them, and the access log's extract
   */
  public AlertReleaseRoutes(
      Doors doors, UsagePolicy policy, Optional<SigningKey> key, KafkaClients kafka, Clock clock) {
    this.alerts = new AlertLookup(kafka, policy.alerts().requiredChecks());
    this.reads = new ReadLookup(doors);
    this.access = doors.access();
    this.recipients = new Recipients(policy, access);
    this.sending = new Sending(policy, key, kafka, clock);
  }

  /** Registers the routes. */
  public void register(HttpRoutes routes) {
    routes.post("/alerts/{alertId}/releases", Permission.MANAGE_CASES, this::release);
    reads.register(routes);
  }

  /**
   * What asks for a release.
   *
   * @param capturedAt the alert's, as the board shows it
   * @param recipient as in {@link Wanted}
   * @param request as in {@link Wanted}
   */
  record WantedOfAlert(Instant capturedAt, String recipient, String request) {}

  private void release(Context context) {
    String alertId = context.pathParam("alertId");
    if (alertId.length() > LONGEST_ALERT_ID) {
      throw Responses.badParameter(
          "An alert's id has " + LONGEST_ALERT_ID + " characters at most.");
    }
    WantedOfAlert body = Bodies.parse(context, WantedOfAlert.class, SHAPE);
    if (body.capturedAt() == null) {
      throw Responses.badParameter("capturedAt is missing: the alert's own.");
    }
    Wanted wanted = Wanted.checked(body.recipient(), body.request());
    Request asked = access.request(context, "RELEASE_EVIDENCE", Map.of("alertId", alertId));
    sending.key();
    Recipient recipient = recipients.permitted(wanted, asked);
    AlertFile file = confirmed(asked, alertId, body.capturedAt());
    ReadFile read =
        Responses.available(() -> reads.find(file.alert(), context))
            .orElseThrow(
                () ->
                    refused(
                        asked,
                        "READ_NOT_KEPT",
                        409,
                        "Read not kept",
                        "The read of this alert was corrected, taken back or deleted since."));
    Release release =
        sending.release(ground(asked, alertId), recipient, wanted.request(), asked.caller());
    access.act(
        asked.with(elements(release, file.alert())),
        1,
        () -> {
          send(context, release, file, read);
          return release;
        });
  }

  /** The alert, if it may go out. */
  private AlertFile confirmed(Request asked, String alertId, Instant capturedAt) {
    AlertFile file =
        Responses.available(() -> alerts.find(alertId, capturedAt))
            .orElseThrow(
                () ->
                    refused(
                        asked,
                        "NO_SUCH_ALERT",
                        404,
                        "No such alert",
                        "There is no such alert captured then or later, or not any longer."));
    Alert alert = file.alert();
    if (alert.getStatus() == AlertStatus.RECALLED) {
      throw refused(
          asked, "ALERT_RECALLED", 409, "Alert recalled", "The alert does not stand any more.");
    }
    if (!file.history().isConfirmed(alert.getRevision())) {
      throw refused(
          asked,
          "ALERT_NOT_CONFIRMED",
          403,
          "Alert not confirmed",
          file.history().missing(alert.getRevision()).isEmpty()
              ? "The alert was disposed of as not correct."
              : "Checks are missing: "
                  + file.history().missing(alert.getRevision()).stream()
                      .map(Enum::name)
                      .collect(Collectors.joining(", "))
                  + ". A person does them on the dispatch board.");
    }
    return file;
  }

  private Problem refused(Request asked, String reason, int status, String title, String detail) {
    access.refused(asked, reason);
    return new Problem(status, title, detail);
  }

  private static Ground ground(Request asked, String alertId) {
    return new Ground(
        asked.caseNumber().orElse(null), alertId, asked.caller().organisation(), asked.purpose());
  }

  private static Map<String, String> elements(Release release, Alert alert) {
    Map<String, String> elements = release.elements();
    elements.put("plates", alert.getPlateText());
    return elements;
  }

  /** With all accesses to this alert by name since its plate was captured. */
  private void send(Context context, Release release, AlertFile file, ReadFile read) {
    Alert alert = file.alert();
    sending.send(
        context,
        release,
        alert.getCapturedAt(),
        record -> alert.getAlertId().equals(record.getElements().get("alertId")),
        (bundle, mark) -> {
          bundle.readBy(read.engine());
          bundle.add("alert.json", text(AvroJson.of(withoutPicture(alert))));
          bundle.add("alert-actions.json", text(actions(file)));
          bundle.add("reads/0001.json", text(read.read()));
          bundle.addImages("reads/0001", mark, read.crop(), read.scene());
        });
  }

  /** The read's own picture goes out, with its mark. */
  private static Alert withoutPicture(Alert alert) {
    return Alert.newBuilder(alert).setPlateCrop(null).build();
  }

  private static String actions(AlertFile file) {
    return file.history().actions().stream()
        .map(AvroJson::of)
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
