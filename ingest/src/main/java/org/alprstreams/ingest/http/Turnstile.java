package org.alprstreams.ingest.http;

import io.javalin.http.Handler;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.alprstreams.service.http.Problem;

/** Lets so many requests be under way and answers 503 to more, as each holds a picture. */
final class Turnstile {

  private final String what;
  private final Semaphore places;

  /**
   * @param what is under way, in the plural, for the answer
   * @param atOnce at least 1
   */
  Turnstile(String what, int atOnce) {
    this.what = what;
    this.places = new Semaphore(atOnce);
  }

  /** The handler, behind this. */
  Handler before(Handler handler) {
    return context -> {
      if (!places.tryAcquire()) {
        throw tryAgain("Too many " + what + " are under way; send it again", 1);
      }
      try {
        handler.handle(context);
      } finally {
        places.release();
      }
    };
  }

  /** The answer to what may be sent again, unchanged. */
  static Problem tryAgain(String detail, long retryAfterSeconds) {
    return new Problem(
        503,
        "Try again later",
        detail,
        Map.of("Retry-After", Long.toString(Math.max(1, retryAfterSeconds))));
  }
}
