package org.alprstreams.service.signin;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Problem;
import org.alprstreams.service.http.Role;

/**
 * Sign-in by choosing a role, at {@code /session/demo}, for processes that issue demo tokens: GET
 * lists the roles, POST with {@code role} opens a session. Without demo tokens the routes do not
 * exist.
 */
public final class DemoSessionRoutes {

  private static final String PATH = "/session/demo";
  private static final Duration VALID = Duration.ofHours(12);

  private final DemoTokens tokens;
  private final SessionRoutes sessions;
  private final List<String> roles;

  private DemoSessionRoutes(DemoTokens tokens, SessionRoutes sessions, Predicate<Role> admitted) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.roles =
        Stream.of(Role.values())
            .filter(role -> role != Role.CAMERA)
            .filter(admitted)
            .map(Enum::name)
            .toList();
  }

  /**
   * Registers the routes.
   *
   * @param admitted whether the usage policy lets anyone hold a role; cameras are no persons and
   *     never offered
   */
  public static void register(
      HttpRoutes routes, DemoTokens tokens, SessionRoutes sessions, Predicate<Role> admitted) {
    DemoSessionRoutes demo = new DemoSessionRoutes(tokens, sessions, admitted);
    routes.open("GET", PATH, context -> context.json(Map.of("roles", demo.roles)));
    routes.open("POST", PATH, demo::open);
  }

  private void open(Context context) {
    if (!RequestCredentials.namesNoPublicHost(context)) {
      throw new Problem(
          403,
          "Foreign name",
          "Demo sessions are opened at localhost, an IP address or a name without dots: any other"
              + " name may be a foreign page's");
    }
    if (RequestCredentials.foreign(context)) {
      throw new Problem(
          403, "Foreign page", "Only this server's own pages and scripts open a demo session");
    }
    String name = String.valueOf(context.queryParam("role")).toUpperCase(Locale.ROOT);
    if (!roles.contains(name)) {
      throw new Problem(400, "No such role", "role is one of " + String.join(", ", roles));
    }
    Role role = Role.valueOf(name);
    sessions.open(
        context, tokens.mint("demo-" + name.toLowerCase(Locale.ROOT), Set.of(role), VALID));
  }
}
