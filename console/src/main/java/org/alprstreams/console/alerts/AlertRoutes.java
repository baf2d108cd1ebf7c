package org.alprstreams.console.alerts;

import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import java.nio.ByteBuffer;
import java.util.List;
import org.alprstreams.avro.Alert;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Permission;
import org.alprstreams.service.http.Problem;

/** What the dispatch board asks for over HTTP. */
final class AlertRoutes {

  private final AlertBoard board;
  private final AlertStream<AlertView> stream;

  AlertRoutes(AlertBoard board, AlertStream<AlertView> stream) {
    this.board = board;
    this.stream = stream;
  }

  void register(HttpRoutes http) {
    http.get("/api/alerts", Permission.VIEW_ALERTS, this::list);
    http.get("/api/alerts/{alertId}/crop", Permission.VIEW_ALERTS, this::crop);
    http.sse("/api/alert-stream", Permission.VIEW_ALERTS, this::listen);
  }

  private void list(Context context) {
    List<AlertView> alerts = board.newestFirst().stream().map(AlertView::of).toList();
    context.json(alerts);
  }

  private void crop(Context context) {
    ByteBuffer crop =
        board.find(context.pathParam("alertId")).map(Alert::getPlateCrop).orElseThrow(this::gone);
    byte[] jpeg = new byte[crop.remaining()];
    crop.duplicate().get(jpeg);
    context.contentType("image/jpeg").result(jpeg);
  }

  private Problem gone() {
    return new Problem(
        404,
        "No such picture",
        "The alert is no longer on the board, or it was recalled and its picture withdrawn.");
  }

  private void listen(SseClient client) {
    client.keepAlive();
    stream.open(new SseConnection(client));
  }
}
