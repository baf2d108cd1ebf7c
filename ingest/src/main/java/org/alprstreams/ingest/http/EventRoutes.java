package org.alprstreams.ingest.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.ingest.event.EventIntake;
import org.alprstreams.ingest.event.EventOutcome;
import org.alprstreams.ingest.frame.TopicUnavailableException;
import org.alprstreams.ingest.vendor.EventBody;
import org.alprstreams.ingest.vendor.EventFormat;
import org.alprstreams.ingest.vendor.EventRefused;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Permission;
import org.alprstreams.service.http.Problem;

/**
 * What other makers' cameras and readers send: {@code POST /cameras/{id}/events/{format}} where the
 * sender is told our camera's id, {@code POST /events/{format}} where one sender has several
 * cameras and its events name them. Answers 202 once the broker has every reading.
 */
public final class EventRoutes {

  private final EventIntake intake;
  private final Turnstile turnstile;

  /**
   * @param atOnce requests that may be under way; more are answered 503, as each holds pictures
   */
  public EventRoutes(EventIntake intake, int atOnce) {
    this.intake = intake;
    this.turnstile = new Turnstile("events", atOnce);
  }

  /** Adds the routes. */
  public void register(HttpRoutes routes) {
    routes.post(
        "/cameras/{id}/events/{format}",
        Permission.SUBMIT_FRAMES,
        turnstile.before(context -> submit(context, Optional.of(context.pathParam("id")))));
    routes.post(
        "/events/{format}",
        Permission.SUBMIT_FRAMES,
        turnstile.before(context -> submit(context, Optional.empty())));
  }

  private void submit(Context context, Optional<String> camera) throws IOException {
    EventFormat format =
        EventFormat.of(context.pathParam("format"))
            .orElseThrow(
                () ->
                    new Problem(
                        404,
                        "No such format",
                        "Events come in as one of "
                            + EventFormat.labels()
                            + "; correct the address"));
    try {
      context
          .status(202)
          .json(answer(intake.submit(format, camera, body(context, format, camera))));
    } catch (EventRefused e) {
      throw new Problem(status(e.reason()), "Event refused: " + e.reason().label(), e.getMessage());
    } catch (TopicUnavailableException e) {
      throw Turnstile.tryAgain(e.getMessage(), e.retryAfter().toSeconds());
    }
  }

  private EventBody body(Context context, EventFormat format, Optional<String> camera)
      throws IOException, EventRefused {
    try {
      return new EventBodies(format, intake.limits().bytes()).read(context);
    } catch (EventRefused e) {
      intake.refused(format, camera, e);
      throw e;
    }
  }

  private static Map<String, Object> answer(EventOutcome outcome) {
    Map<String, Object> answer = new LinkedHashMap<>();
    if (outcome instanceof EventOutcome.Accepted accepted) {
      answer.put(
          "candidates",
          accepted.candidates().stream()
              .map(c -> Map.of("candidateId", c.candidateId(), "duplicate", c.duplicate()))
              .toList());
      answer.put(
          "skipped", accepted.skipped().stream().map(s -> Map.of("message", s.message())).toList());
    } else if (outcome instanceof EventOutcome.Alive alive) {
      answer.put("alive", alive.cameras());
    } else {
      answer.put("ignored", ((EventOutcome.Ignored) outcome).kind());
      answer.put("candidates", List.of());
    }
    return answer;
  }

  private static int status(EventRefused.Reason reason) {
    return switch (reason) {
      case MALFORMED -> 400;
      case UNKNOWN_CAMERA -> 404;
      case INACTIVE_CAMERA -> 409;
      case TOO_LARGE -> 413;
      case WRONG_TYPE -> 415;
      case UNUSABLE, CAPTURED_TOO_EARLY, CAPTURED_IN_FUTURE -> 422;
    };
  }
}
