package org.alprstreams.console.alerts;

import io.javalin.http.sse.SseClient;
import java.util.function.Supplier;

/**
 * A browser that listens through server-sent events.
 *
 * @param following how alerts and actions are followed now
 */
record SseConnection(SseClient client, Supplier<Following> following)
    implements AlertStream.Connection<AlertView> {

  @Override
  public void send(AlertView alert) {
    client.sendEvent("alert", alert);
  }

  @Override
  public void ping() {
    // An event, not a comment, and with data: the page, which watches for silence, sees no others.
    client.sendEvent("ping", following.get().levels());
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
