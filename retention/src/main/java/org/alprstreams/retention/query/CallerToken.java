package org.alprstreams.retention.query;

import io.javalin.http.Context;
import java.util.Optional;

/** Finds the token that the caller signed in with, to pass it on to another instance. */
final class CallerToken {

  private static final String SCHEME = "Bearer ";

  /** The service's session cookie, which holds the token itself. */
  private static final String SESSION_COOKIE = "alpr_session";

  private CallerToken() {}

  static Optional<String> of(Context context) {
    return Optional.ofNullable(context.header("Authorization"))
        .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(value -> value.substring(SCHEME.length()).trim())
        .or(() -> Optional.ofNullable(context.cookie(SESSION_COOKIE)));
  }
}
