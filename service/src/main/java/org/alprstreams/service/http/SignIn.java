package org.alprstreams.service.http;

import io.javalin.http.Context;

/** Finds out who makes a request. */
@FunctionalInterface
public interface SignIn {

  /**
   * The caller, whatever roles they hold.
   *
   * @throws Problem 401 when the request carries no valid proof of who makes it, 503 when that
   *     cannot be found out now
   * @throws Denied when the person is known but barred
   */
  Caller caller(Context context);
}
