package org.alprstreams.service.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import org.alprstreams.service.health.Health;
import org.alprstreams.service.health.HealthState;

/** The routes operators and orchestrators use: health and metrics. */
public final class OperationsRoutes {

  private OperationsRoutes() {}

  /**
   * Registers {@code /health/live} and {@code /health/ready}, which answer 200 or 503 with the
   * state of each part, and {@code /metrics} in Prometheus's text format.
   */
  public static void register(
      HttpRoutes routes, HttpSettings settings, Health health, PrometheusMeterRegistry meters) {
    routes.open("GET", "/health/live", context -> answer(context, health, health.live()));
    routes.open("GET", "/health/ready", context -> answer(context, health, health.ready()));
    Handler metrics =
        context -> context.contentType("text/plain; version=0.0.4").result(meters.scrape());
    if (settings.openMetrics()) {
      routes.open("GET", "/metrics", metrics);
    } else {
      routes.get("/metrics", Permission.VIEW_METRICS, metrics);
    }
  }

  private static void answer(Context context, Health health, boolean good) {
    Map<String, Object> parts = new TreeMap<>();
    health.states().forEach((name, state) -> parts.put(name, part(state)));
    context.status(good ? 200 : 503);
    context.json(Map.of("status", good ? "UP" : "DOWN", "parts", parts));
  }

  private static Map<String, String> part(HealthState state) {
    return state.detail().isEmpty()
        ? Map.of("status", state.level().name())
        : Map.of("status", state.level().name(), "detail", state.detail());
  }
}
