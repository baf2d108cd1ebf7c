package org.alprstreams.retention.query;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Permission;

/**
 * Answers other instances from this one's own partitions. The instance that the caller asked writes
 * the access record; here none is written, so nobody but an instance may come in.
 */
final class PeerRoute {

  static final String PATH = "/internal/retention/query";

  private static final int NO_CONTENT = 204;

  private final Shard local;
  private final Peers peers;

  PeerRoute(Shard local, Peers peers) {
    this.local = local;
    this.peers = peers;
  }

  void register(HttpRoutes routes) {
    routes.post(PATH, Permission.QUERY_READS, this::answer);
  }

  private void answer(Context context) {
    PeerCall call = peers.question(context, PeerCall.class);
    try {
      if (call.scan().isPresent()) {
        Responses.json(
            context, local.reads(call.scan().get(), call.partitions(), call.copy()).join());
      } else {
        Optional<ImageJson> image =
            local
                .image(call.image().orElseThrow(), call.partitions().iterator().next(), call.copy())
                .join();
        image.ifPresentOrElse(
            found -> Responses.json(context, found), () -> context.status(NO_CONTENT));
      }
    } catch (CompletionException e) {
      if (e.getCause() instanceof ReadsUnavailable unavailable) {
        throw Responses.unavailable(unavailable.getMessage());
      }
      throw e;
    }
  }
}
