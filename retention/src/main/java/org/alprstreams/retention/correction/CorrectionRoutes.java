package org.alprstreams.retention.correction;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.alprstreams.retention.query.Json;
import org.alprstreams.retention.query.Peers;
import org.alprstreams.retention.query.QueryRoutes.Doors;
import org.alprstreams.retention.query.ReadRef;
import org.alprstreams.retention.query.ReadsUnavailable;
import org.alprstreams.retention.query.RecordedAccess.Request;
import org.alprstreams.retention.query.Responses;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Permission;
import org.alprstreams.service.http.Problem;
import org.apache.kafka.streams.state.HostInfo;

/** {@code POST /reads/{readId}/corrections}. */
final class CorrectionRoutes {

  private static final String PEER_PATH = "/internal/retention/correction";
  private static final int LONGEST_READ_ID = 128;
  private static final int LONGEST_REASON = 500;
  private static final int ACCEPTED = 202;
  private static final String SHAPE =
      "{\"plate\": \"8ABC123\", \"capturedAt\": \"2026-11-23T08:00:00Z\", \"text\": \"8ABC128\","
          + " \"reason\": \"…\"}";

  private final Corrector corrector;
  private final Doors doors;
  private final Clock clock;

  CorrectionRoutes(Corrector corrector, Doors doors, Clock clock) {
    this.corrector = corrector;
    this.doors = doors;
    this.clock = clock;
  }

  void register(HttpRoutes routes) {
    routes.post("/reads/{readId}/corrections", Permission.CORRECT_READS, this::correct);
    if (doors.peers().isConnected()) {
      routes.post(PEER_PATH, Permission.CORRECT_READS, this::answerPeer);
    }
  }

  /**
   * What corrects a read.
   *
   * @param plate its text as it stands
   * @param capturedAt when it was captured
   * @param text what its plate says
   * @param reason why
   */
  record Correcting(String plate, Instant capturedAt, String text, String reason) {}

  private void correct(Context context) {
    String readId = context.pathParam("readId");
    if (readId.length() > LONGEST_READ_ID) {
      throw Responses.badParameter("A read's id has " + LONGEST_READ_ID + " characters at most.");
    }
    Correcting body = parse(context.bodyAsBytes());
    PlateText plate = plate("plate", body.plate());
    PlateText text = plate("text", body.text());
    if (body.capturedAt() == null) {
      throw Responses.badParameter("capturedAt is missing: the read's own.");
    }
    if (text.equals(plate)) {
      throw Responses.badParameter("text is what the read says already.");
    }
    String reason = reason(body.reason());
    ReadRef read = new ReadRef(readId, plate.value(), body.capturedAt());
    Request request =
        doors
            .access()
            .request(
                context,
                "CORRECT_READ",
                Map.of(
                    "readId",
                    readId,
                    "plate",
                    plate.value(),
                    "correctedTo",
                    text.value(),
                    "reason",
                    reason));
    Caller caller = Caller.of(context);
    CorrectionCall call =
        new CorrectionCall(
            read,
            text.value(),
            reason,
            caller.username(),
            caller.organisation(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    switch (doors.access().act(request, 1, () -> ask(call, context))) {
      case NO_SUCH_READ ->
          throw new Problem(
              404,
              "No such read",
              "No such read is kept: it has expired, was retracted or corrected, or never was.");
      case STILL_IN_SIGHT ->
          throw new Problem(
              409,
              "Still in sight",
              "The vehicle is in sight, or has only just left it, and may still be read: correct it"
                  + " some seconds after it has gone (five minutes where it was parked, or where its"
                  + " camera follows vehicles itself).");
      case TOO_OLD ->
          throw new Problem(
              409,
              "Too old",
              "The read's time is nearly over: what a correction leaves in the topics of reads"
                  + " would outlive it. It goes as it is.");
      case CORRECTED -> {
        context.status(ACCEPTED);
        Responses.json(context, Map.of("readId", readId, "plate", text.value()));
      }
    }
  }

  private CorrectionOutcome ask(CorrectionCall call, Context caller) {
    HostInfo owner = doors.search().byOwner(List.of(call.read())).keySet().iterator().next();
    Peers peers = doors.peers();
    if (peers.isSelf(owner)) {
      return corrector.correct(call);
    }
    byte[] answer = peers.await(peers.ask(owner, PEER_PATH, caller, Json.write(call)));
    try {
      return Json.read(answer, CorrectionOutcome.class);
    } catch (IOException e) {
      throw new ReadsUnavailable("An instance of another release answers.", e);
    }
  }

  private void answerPeer(Context context) {
    CorrectionCall call = doors.peers().question(context, CorrectionCall.class);
    Responses.json(context, Responses.available(() -> corrector.correct(call)));
  }

  private static Correcting parse(byte[] body) {
    try {
      Correcting parsed = Json.read(body, Correcting.class);
      if (parsed != null) {
        return parsed;
      }
    } catch (IOException e) {
      // Told below; the parser's words may quote a plate.
    }
    throw Responses.badParameter("The body must be JSON such as " + SHAPE + ".");
  }

  private static PlateText plate(String name, String written) {
    return PlateText.tryParse(written == null ? "" : written)
        .orElseThrow(
            () ->
                Responses.badParameter(
                    name
                        + " has "
                        + PlateText.MIN_LENGTH
                        + " to "
                        + PlateText.MAX_LENGTH
                        + " letters and digits."));
  }

  private static String reason(String given) {
    String reason = given == null ? "" : given.strip();
    if (reason.isEmpty()
        || reason.length() > LONGEST_REASON
        || reason.chars().anyMatch(Character::isISOControl)) {
      throw Responses.badParameter("reason has 1 to " + LONGEST_REASON + " printable characters.");
    }
    return reason;
  }
}
