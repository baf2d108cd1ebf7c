package org.alprstreams.ingest.http;

import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.alprstreams.avro.FrameSource;
import org.alprstreams.ingest.frame.FrameIds;
import org.alprstreams.ingest.frame.FrameIntake;
import org.alprstreams.ingest.frame.Outcome;
import org.alprstreams.ingest.frame.Submission;
import org.alprstreams.ingest.frame.TopicUnavailableException;
import org.alprstreams.ingest.image.Refusal;
import org.alprstreams.service.http.Forms;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Permission;
import org.alprstreams.service.http.Problem;

/**
 * {@code POST /cameras/{id}/frames}: a JPEG or PNG as the body, or as the first file of a {@code
 * multipart/form-data}. Headers: {@code Idempotency-Key} (optional, at most 200 characters; without
 * it the same bytes are the same frame) and {@code X-Captured-At} (optional, RFC 3339; without it,
 * now). Answers 202 once the broker has the frame.
 */
public final class FrameRoutes {

  private static final int LONGEST_KEY = 200;

  private final FrameIntake intake;
  private final Clock clock;
  private final Turnstile turnstile;
  private final Map<String, AtomicLong> sequences = new ConcurrentHashMap<>();

  /**
   * @param atOnce requests that may be under way; more are answered 503, as each holds a picture
   */
  public FrameRoutes(FrameIntake intake, Clock clock, int atOnce) {
    this.intake = intake;
    this.clock = clock;
    this.turnstile = new Turnstile("frames", atOnce);
  }

  /** Adds the route. */
  public void register(HttpRoutes routes) {
    routes.post("/cameras/{id}/frames", Permission.SUBMIT_FRAMES, turnstile.before(this::submit));
  }

  private void submit(Context context) throws IOException {
    String cameraId = context.pathParam("id");
    Instant capturedAt = capturedAt(context);
    Optional<String> key = idempotencyKey(context);
    byte[] picture = picture(context);
    String identity = key.map(k -> "key:" + k).orElseGet(() -> FrameIds.contentHash(picture));
    try {
      answer(
          context,
          intake.submit(
              new Submission(
                  cameraId, FrameSource.HTTP, identity, next(cameraId), capturedAt, picture)));
    } catch (TopicUnavailableException e) {
      throw Turnstile.tryAgain(e.getMessage(), e.retryAfter().toSeconds());
    }
  }

  private long next(String cameraId) {
    // A path parameter is any text: numbers are kept for cameras that exist only.
    return intake.knows(cameraId)
        ? sequences.computeIfAbsent(cameraId, id -> new AtomicLong()).getAndIncrement()
        : 0;
  }

  private static void answer(Context context, Outcome outcome) {
    if (outcome instanceof Outcome.Accepted accepted) {
      context.status(202).json(Map.of("frameId", accepted.frameId(), "duplicate", false));
    } else if (outcome instanceof Outcome.Duplicate duplicate) {
      context.status(202).json(Map.of("frameId", duplicate.frameId(), "duplicate", true));
    } else {
      Outcome.Refused refused = (Outcome.Refused) outcome;
      throw new Problem(status(refused.reason()), title(refused.reason()), refused.message());
    }
  }

  private static int status(Refusal reason) {
    return switch (reason) {
      case UNKNOWN_CAMERA -> 404;
      case INACTIVE_CAMERA -> 409;
      case TOO_MANY_BYTES, TOO_MANY_PIXELS -> 413;
      case NOT_AN_IMAGE, UNSUPPORTED -> 415;
      case EMPTY, UNREADABLE -> 400;
      case TRUNCATED, CORRUPT, CAPTURED_TOO_EARLY, CAPTURED_IN_FUTURE -> 422;
    };
  }

  private static String title(Refusal reason) {
    return "Frame refused: " + reason.label();
  }

  private Instant capturedAt(Context context) {
    String header = context.header("X-Captured-At");
    if (header == null) {
      return clock.instant();
    }
    try {
      return OffsetDateTime.parse(header).toInstant();
    } catch (DateTimeParseException e) {
      throw new Problem(
          400,
          "Malformed header",
          "X-Captured-At is not a time like 2026-11-23T16:05:00Z; correct it or leave it out");
    }
  }

  private static Optional<String> idempotencyKey(Context context) {
    Optional<String> key =
        Optional.ofNullable(context.header("Idempotency-Key")).filter(k -> !k.isBlank());
    if (key.isPresent() && key.get().length() > LONGEST_KEY) {
      throw new Problem(
          400,
          "Malformed header",
          "Idempotency-Key has " + key.get().length() + " characters; at most " + LONGEST_KEY);
    }
    return key;
  }

  /** Reads one byte more than may come in, never more, whatever the length header says. */
  private byte[] picture(Context context) throws IOException {
    int most = intake.limits().bytes();
    try (InputStream body = body(context)) {
      return body.readNBytes(most + 1);
    }
  }

  private static InputStream body(Context context) throws IOException {
    if (!context.isMultipartFormData()) {
      return context.req().getInputStream();
    }
    Forms.read(context);
    List<UploadedFile> files = context.uploadedFiles();
    if (files.isEmpty()) {
      throw new Problem(
          400,
          "No picture",
          "The multipart body has no file; add one, or send the picture as body");
    }
    return files.get(0).content();
  }
}
