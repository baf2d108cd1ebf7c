package org.alprstreams.service.streams;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Tells a record that can never be handled from surroundings that do not work now. A poison record
 * is skipped with a dead letter; skipping for a broker, registry or authorisation that fails would
 * empty the topic into dead letters, so then the topology ends and its records wait.
 */
final class Poison {

  private static final int DEEPEST = 20;

  private Poison() {}

  static boolean is(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (isOfSurroundings(cause)) {
        return false;
      }
      cause = cause.getCause();
    }
    return true;
  }

  private static boolean isOfSurroundings(Throwable failure) {
    String name = failure.getClass().getName();
    return failure instanceof AuthorizationException
        || failure instanceof AuthenticationException
        || failure instanceof RetriableException
        || failure instanceof InterruptException
        || failure instanceof InterruptedException
        || failure instanceof java.util.concurrent.TimeoutException
        // The registry's client: refused connections, unknown hosts, time-outs, TLS.
        || name.startsWith("java.net.")
        || name.startsWith("javax.net.ssl.")
        || name.startsWith("java.nio.channels.");
  }
}
