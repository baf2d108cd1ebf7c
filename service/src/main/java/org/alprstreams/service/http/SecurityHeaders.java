package org.alprstreams.service.http;

import io.javalin.http.Context;
import java.util.Map;

/** The headers that every answer carries: nothing foreign is loaded, framed, sniffed or kept. */
final class SecurityHeaders {

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none';"
              + " form-action 'self'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  private SecurityHeaders() {}

  static void add(Context context) {
    HEADERS.forEach(context::header);
    if ("https".equals(context.scheme())) {
      context.header("Strict-Transport-Security", "max-age=31536000");
    }
  }
}
