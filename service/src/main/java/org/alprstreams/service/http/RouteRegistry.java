package org.alprstreams.service.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.sse.SseClient;
import io.javalin.http.sse.SseHandler;
import io.javalin.http.staticfiles.Location;
import io.javalin.router.Endpoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Collects routes until the server opens, each behind the check that it named. */
final class RouteRegistry implements HttpRoutes {

  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE");

  private final SignIn signIn;
  private final List<Consumer<JavalinConfig>> registrations = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private boolean sealed;

  RouteRegistry(SignIn signIn) {
    this.signIn = signIn;
  }

  @Override
  public void get(String path, Permission permission, Handler handler) {
    add(HandlerType.GET, path, guarded(permission, handler));
  }

  @Override
  public void post(String path, Permission permission, Handler handler) {
    add(HandlerType.POST, path, guarded(permission, handler));
  }

  @Override
  public void put(String path, Permission permission, Handler handler) {
    add(HandlerType.PUT, path, guarded(permission, handler));
  }

  @Override
  public void delete(String path, Permission permission, Handler handler) {
    add(HandlerType.DELETE, path, guarded(permission, handler));
  }

  @Override
  public void sse(String path, Permission permission, Handler before, Consumer<SseClient> handler) {
    Handler events = new SseHandler(handler);
    add(
        HandlerType.GET,
        path,
        guarded(
            permission,
            context -> {
              before.handle(context);
              events.handle(context);
            }));
  }

  @Override
  public void open(String method, String path, Handler handler) {
    String name = method.toUpperCase(Locale.ROOT);
    if (!METHODS.contains(name)) {
      throw new IllegalArgumentException(
          "No route for method '" + method + "' at " + path + "; use one of " + METHODS);
    }
    add(HandlerType.findOrCreate(name), path, handler);
  }

  @Override
  public synchronized void staticFiles(String hostedPath, String classpathDirectory) {
    register(
        config ->
            config.staticFiles.add(
                files -> {
                  files.hostedPath = hostedPath;
                  files.directory = classpathDirectory;
                  files.location = Location.CLASSPATH;
                }));
  }

  /** Method and path of every route, such as {@code GET /policy}. */
  synchronized Set<String> names() {
    return Set.copyOf(taken);
  }

  /** Hands all routes over; from now on none can be added. */
  synchronized void seal(JavalinConfig config) {
    sealed = true;
    registrations.forEach(registration -> registration.accept(config));
  }

  private synchronized void add(HandlerType method, String path, Handler handler) {
    Objects.requireNonNull(handler, "handler");
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("A route's path starts with a slash, not '" + path + "'");
    }
    if (!taken.add(method.name() + " " + path)) {
      throw new IllegalStateException(
          "The route " + method.name() + " " + path + " is registered twice");
    }
    register(config -> config.routes.addEndpoint(new Endpoint(method, path, handler)));
  }

  private void register(Consumer<JavalinConfig> registration) {
    if (sealed) {
      throw new IllegalStateException(
          "The HTTP server is open already; register routes within Application.start");
    }
    registrations.add(registration);
  }

  private Handler guarded(Permission permission, Handler handler) {
    Objects.requireNonNull(permission, "permission");
    Objects.requireNonNull(handler, "handler");
    return context -> {
      Caller caller = signIn.caller(context);
      // First: a stale page's request would else be on record as this caller's violation.
      PageOwner.require(context, caller);
      if (!caller.may(permission)) {
        throw new Denied(
            caller,
            "NOT_PERMITTED",
            new Problem(
                403,
                "Not permitted",
                "Your roles do not permit "
                    + permission
                    + "; ask the administrator if they should"));
      }
      context.attribute(Caller.ATTRIBUTE, caller);
      handler.handle(context);
    };
  }
}
