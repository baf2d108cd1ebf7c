package org.alprstreams.console.alerts;

import io.javalin.http.sse.SseClient;
import java.util.function.Supplier;
import org.alprstreams.service.health.HealthState;

/**
 * A browser that listens through server-sent events.
 *
 * @param following how the follower of the alerts is: this process may live without any arriving
 */
record SseConnection(SseClient client, Supplier<HealthState> following)
    implements AlertStream.Connection<AlertView> {

  @Override
  public void send(AlertView alert) {
    client.sendEvent("alert", alert);
  }

  @Override
  public void ping() {
    // An event, not a comment, and with data: the page, which watches for silence, sees no others.
    client.sendEvent("ping", following.get().level().name());
  }

  @Override
  public boolean gone() {
    return client.terminated();
  }

  @Override
  public void close() {
    client.close();
  }
}
