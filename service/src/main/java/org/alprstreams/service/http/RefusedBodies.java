package org.alprstreams.service.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;

/** What is done with a body that is refused. */
final class RefusedBodies {

  private static final int DROPPED_AT_ONCE = 8192;

  private RefusedBodies() {}

  /**
   * Reads and drops what is left of it: a sender that is cut off while it sends may see a broken
   * connection instead of the answer (RFC 9112, 9.6). Not that of a sender that waits to be told to
   * send it (RFC 9110, 10.1.1).
   *
   * @param most bytes; what is beyond them is not read
   */
  static void readOn(Context context, long most) {
    if (context.header("Expect") != null) {
      return;
    }
    byte[] dropped = new byte[DROPPED_AT_ONCE];
    long left = most;
    try {
      InputStream body = context.req().getInputStream();
      for (int read = 0; read >= 0 && left > 0; left -= read) {
        read = body.read(dropped);
      }
    } catch (IOException e) {
      // The sender has gone, and wants no answer any more.
    }
  }
}
