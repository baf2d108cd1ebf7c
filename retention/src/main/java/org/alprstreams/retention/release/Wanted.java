package org.alprstreams.retention.release;

import io.javalin.http.Context;
import java.io.IOException;
import org.alprstreams.retention.query.Json;
import org.alprstreams.retention.query.Responses;

/**
 * What asks for a release.
 *
 * @param recipient the agency as the policy names it; null for the agency that runs the system
 * @param request that agency's request
 */
record Wanted(String recipient, String request) {

  static final String SHAPE =
      "{\"recipient\": \"…\", \"request\": \"…\"}, or {} for the agency that runs this system";

  private static final int LONGEST_TEXT = 200;

  /**
   * A request's body.
   *
   * @param shape what it should look like, for the caller
   * @throws org.alprstreams.service.http.Problem 400 if it does not
   */
  static <T> T parse(Context context, Class<T> type, String shape) {
    try {
      T body = Json.read(context.bodyAsBytes(), type);
      if (body != null) {
        return body;
      }
    } catch (IOException e) {
      // Told below; the parser's words may quote a plate.
    }
    throw Responses.badParameter("The body must be JSON such as " + shape + ".");
  }

  /**
   * The same without the blanks around its texts; an empty text counts as not given.
   *
   * @throws org.alprstreams.service.http.Problem 400 for a text that is too long or not printable
   */
  Wanted checked() {
    return new Wanted(text("recipient", recipient), text("request", request));
  }

  private static String text(String name, String given) {
    if (given == null || given.isBlank()) {
      return null;
    }
    if (given.length() > LONGEST_TEXT || given.chars().anyMatch(Character::isISOControl)) {
      throw Responses.badParameter(
          name + " has " + LONGEST_TEXT + " printable characters at most.");
    }
    return given.strip();
  }
}
