package org.alprstreams.retention.release;

import io.javalin.http.Context;
import org.alprstreams.retention.evidence.Bodies;

/**
 * What asks for a release.
 *
 * @param recipient the agency as the policy names it; null for the agency that runs the system
 * @param request that agency's request
 */
record Wanted(String recipient, String request) {

  private static final String SHAPE =
      "{\"recipient\": \"…\", \"request\": \"…\"}, or {} for the agency that runs this system";

  /**
   * A request's body.
   *
   * @throws org.alprstreams.service.http.Problem 400 if it is none
   */
  static Wanted parse(Context context) {
    Wanted body = Bodies.parse(context, Wanted.class, SHAPE);
    return checked(body.recipient(), body.request());
  }

  /**
   * Without the blanks around its texts; an empty text counts as not given.
   *
   * @throws org.alprstreams.service.http.Problem 400 for a text that is too long or not printable
   */
  static Wanted checked(String recipient, String request) {
    return new Wanted(
        Bodies.optional("recipient", recipient).orElse(null),
        Bodies.optional("request", request).orElse(null));
  }
}
