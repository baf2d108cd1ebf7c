package org.alprstreams.retention.query;

import io.javalin.http.Context;
import java.util.Map;
import java.util.function.Supplier;
import org.alprstreams.service.http.Problem;

/** Answers that every route gives alike. */
public final class Responses {

  private static final Map<String, String> SOON = Map.of("Retry-After", "2");

  private Responses() {}

  /** Answers with this as JSON, which nobody on the way may keep. */
  public static void json(Context context, Object body) {
    context.header("Cache-Control", "no-store");
    context.contentType("application/json").result(Json.write(body));
  }

  /** 503, to be asked again soon. */
  public static Problem unavailable(String detail) {
    return new Problem(503, "Reads not available", detail + " Ask again in a moment.", SOON);
  }

  /** 400. */
  public static Problem badParameter(String detail) {
    return new Problem(400, "Bad parameter", detail);
  }

  /**
   * The answer of a query whose record is written elsewhere or needs none.
   *
   * @throws Problem 503 if it cannot be had now
   */
  public static <T> T available(Supplier<T> query) {
    try {
      return query.get();
    } catch (ReadsUnavailable e) {
      throw unavailable(e.getMessage());
    }
  }
}
