package org.alprstreams.service.signin;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Permission;
import org.alprstreams.service.http.Problem;

/**
 * Sign-in for browsers at {@code /session}: POST exchanges a bearer token for a cookie that scripts
 * cannot read, GET says who is signed in, DELETE signs out. The cookie holds the token itself, so
 * that no server keeps sessions and any instance accepts it.
 */
public final class SessionRoutes {

  private static final String PATH = "/session";

  /** Browsers keep cookies of at least 4096 bytes, name and attributes included (RFC 6265). */
  private static final int LONGEST_TOKEN = 3800;

  private final TokenSignIn signIn;
  private final SignInSettings settings;
  private final Clock clock;

  private SessionRoutes(TokenSignIn signIn, SignInSettings settings, Clock clock) {
    this.signIn = signIn;
    this.settings = settings;
    this.clock = clock;
  }

  /** Registers the routes, and returns what opens sessions for other routes. */
  public static SessionRoutes register(
      HttpRoutes routes, TokenSignIn signIn, SignInSettings settings, Clock clock) {
    SessionRoutes session = new SessionRoutes(signIn, settings, clock);
    routes.open("POST", PATH, session::signIn);
    routes.open("GET", PATH, context -> context.json(describe(signIn.caller(context))));
    routes.open("DELETE", PATH, session::signOut);
    return session;
  }

  private void signIn(Context context) {
    String token =
        RequestCredentials.bearer(context)
            .orElseThrow(
                () -> TokenVerifier.unauthorised("Send the token as 'Authorization: Bearer ...'"));
    if (token.length() > LONGEST_TOKEN) {
      throw new Problem(
          400,
          "Token too long",
          "Tokens for browsers have at most "
              + LONGEST_TOKEN
              + " characters; ask for fewer claims");
    }
    open(context, token);
  }

  /** Answers with the cookie of a session for the token's caller, and with who that is. */
  void open(Context context, String token) {
    TokenSignIn.SignedIn signedIn = signIn.signedIn(token);
    Duration left = Duration.between(clock.instant(), signedIn.until().toInstant());
    context.cookie(cookie(context, token, (int) Math.max(0, left.toSeconds())));
    context.json(describe(signedIn.caller()));
  }

  private void signOut(Context context) {
    context.cookie(cookie(context, "", 0));
    context.status(204);
  }

  private Cookie cookie(Context context, String value, int maxAgeSeconds) {
    Cookie cookie = new Cookie(RequestCredentials.COOKIE, value);
    cookie.setPath("/");
    cookie.setMaxAge(maxAgeSeconds);
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.STRICT);
    cookie.setSecure(settings.secureCookie() || "https".equals(context.scheme()));
    return cookie;
  }

  private static Map<String, Object> describe(Caller caller) {
    return Map.of(
        "username",
        caller.username(),
        "organisation",
        caller.organisation(),
        "roles",
        names(caller.roles().stream()),
        "permissions",
        names(Stream.of(Permission.values()).filter(caller::may)));
  }

  private static List<String> names(Stream<? extends Enum<?>> values) {
    return values.map(Enum::name).sorted().toList();
  }
}
