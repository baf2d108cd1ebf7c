package org.alprstreams.console.alerts;

import io.javalin.http.sse.SseClient;

/** A browser that listens through server-sent events. */
record SseConnection(SseClient client) implements AlertStream.Connection<AlertView> {

  @Override
  public void send(AlertView alert) {
    client.sendEvent("alert", alert);
  }

  @Override
  public void ping() {
    // An event, not a comment, and with data: the page, which watches for silence, sees no others.
    client.sendEvent("ping", "listening");
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
