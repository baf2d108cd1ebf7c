package org.alprstreams.service.signin;

import io.javalin.http.Context;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.alprstreams.service.http.Problem;

/**
 * Takes the token from a request: the {@code Authorization} header, else the session cookie.
 *
 * <p>A browser sends the cookie by itself, so a request that changes something is accepted with it
 * only if it comes from our own pages (cross-site request forgery).
 */
final class RequestCredentials {

  static final String COOKIE = "alpr_session";

  private static final String SCHEME = "Bearer ";
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Set<String> READING = Set.of("GET", "HEAD");

  private RequestCredentials() {}

  static String token(Context context) {
    return bearer(context)
        .or(() -> cookie(context))
        .orElseThrow(
            () ->
                TokenVerifier.unauthorised(
                    "Send a token as 'Authorization: Bearer ...', or sign in at the console"));
  }

  static Optional<String> bearer(Context context) {
    return Optional.ofNullable(context.header("Authorization"))
        .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(value -> value.substring(SCHEME.length()).trim());
  }

  private static Optional<String> cookie(Context context) {
    Optional<String> cookie = Optional.ofNullable(context.cookie(COOKIE));
    if (cookie.isPresent() && !READING.contains(context.method().name()) && !sameOrigin(context)) {
      throw new Problem(
          403,
          "Foreign page",
          "A session cookie changes things only from this server's own pages; scripts send a"
              + " bearer token");
    }
    return cookie;
  }

  /**
   * Whether a browser made the request for a page that is not ours. A request without a word about
   * its origin comes from no browser.
   */
  static boolean foreign(Context context) {
    boolean browser = context.header("Sec-Fetch-Site") != null || context.header("Origin") != null;
    return browser && !sameOrigin(context);
  }

  /**
   * Whether the browser reached this server under a name that no stranger can own: an IP address,
   * or a name without dots. A page that has its own name point here (DNS rebinding) is of the same
   * origin as what it asks for.
   */
  static boolean namesNoPublicHost(Context context) {
    String host = String.valueOf(context.header("Host")).replaceFirst(":\\d+$", "");
    return host.startsWith("[") || !host.contains(".") || IPV4.matcher(host).matches();
  }

  private static boolean sameOrigin(Context context) {
    String site = context.header("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    String origin = context.header("Origin");
    String host = context.header("Host");
    if (origin == null || host == null) {
      return false;
    }
    try {
      return host.equals(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return false; // An origin that is no URI is not ours.
    }
  }
}
