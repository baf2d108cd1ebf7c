package org.alprstreams.console.alerts;

import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.alprstreams.avro.Alert;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Permission;
import org.alprstreams.service.http.Problem;

/** What the dispatch board asks for over HTTP. */
final class AlertRoutes {

  private final AlertBoard board;
  private final AlertActions actions;
  private final AlertStream<AlertView> stream;
  private final AlertAccess access;
  private final Supplier<Following> following;

  /**
   * @param following how the followers are that fill {@code board} and {@code actions}
   */
  AlertRoutes(
      AlertBoard board,
      AlertActions actions,
      AlertStream<AlertView> stream,
      AlertAccess access,
      Supplier<Following> following) {
    this.board = board;
    this.actions = actions;
    this.stream = stream;
    this.access = access;
    this.following = following;
  }

  void register(HttpRoutes http) {
    http.get("/api/alerts", Permission.VIEW_ALERTS, this::list);
    http.get("/api/alerts/{alertId}/crop", Permission.VIEW_ALERTS, this::crop);
    http.sse("/api/alert-stream", Permission.VIEW_ALERTS, this::follow, this::listen);
  }

  private void list(Context context) {
    List<AlertView> alerts =
        board.newestFirst().stream()
            .map(alert -> AlertView.of(alert, actions.of(alert.getAlertId())))
            .toList();
    access.record(
        Caller.of(context),
        "LIST_ALERTS",
        Map.of(),
        Optional.empty(),
        Optional.of((long) alerts.size()));
    context.json(alerts);
  }

  private void crop(Context context) {
    Alert alert =
        board
            .find(context.pathParam("alertId"))
            .filter(found -> found.getPlateCrop() != null)
            .orElseThrow(this::gone);
    access.record(
        Caller.of(context),
        "VIEW_ALERT_IMAGE",
        Map.of("alertId", alert.getAlertId(), "plate", alert.getPlateText()),
        Optional.ofNullable(alert.getCaseNumber()),
        Optional.of(1L));
    ByteBuffer crop = alert.getPlateCrop();
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

  private void follow(Context context) {
    access.record(
        Caller.of(context), "FOLLOW_ALERTS", Map.of(), Optional.empty(), Optional.empty());
  }

  private void listen(SseClient client) {
    client.keepAlive();
    stream.open(new SseConnection(client, following));
  }
}
