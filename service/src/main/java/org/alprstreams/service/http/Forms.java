package org.alprstreams.service.http;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Map;

/** Reads bodies of the type {@code multipart/form-data}. */
public final class Forms {

  /** How Jetty begins to say that a body or a part has too many bytes; it has no type for it. */
  private static final String TOO_LONG = "max ";

  /** The server ends a connection whose body it could not read; a sender may not use it again. */
  private static final Map<String, String> ENDS = Map.of("Connection", "close");

  private Forms() {}

  /**
   * Reads the whole body into memory, so that asking for its files and fields afterwards does not
   * fail.
   *
   * @throws Problem 413 if it has more bytes than a request may have, 400 if it cannot be read: it
   *     names no boundary, is cut off, or is no form
   */
  public static void read(Context context) {
    try {
      context.uploadedFiles();
    } catch (Problem | HttpResponseException e) {
      throw e;
    } catch (Exception e) { // Which it is depends on where the body breaks off.
      if (isTooLong(e)) {
        throw new Problem(
            413,
            "Body too large",
            "The multipart body has more bytes than a request may have"
                + " (alpr.http.max-request-bytes); let the sender leave out or shrink its pictures",
            ENDS);
      }
      throw new Problem(
          400, "Malformed form", "The multipart body cannot be read; send it again, whole", ENDS);
    }
  }

  private static boolean isTooLong(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalStateException
          && String.valueOf(cause.getMessage()).startsWith(TOO_LONG)) {
        return true;
      }
    }
    return false;
  }
}
