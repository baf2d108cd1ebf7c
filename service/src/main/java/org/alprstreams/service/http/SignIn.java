package org.alprstreams.service.http;

import io.javalin.http.Context;

/** Finds out who makes a request. */
@FunctionalInterface
public interface SignIn {

  /**
   * The caller, whatever roles they hold.
   *
   * @throws Problem 401 when the request carries no valid proof of who makes it, 403 when the
   *     person is known but barred, 503 when that cannot be found out now
   */
  Caller caller(Context context);
}
