package org.alprstreams.retention.query;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.Denied;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Permission;
import org.alprstreams.service.http.Problem;

/**
 * Answers other instances from this one's own partitions. The instance that the caller asked writes
 * the access record; here none is written, so nobody but an instance may come in.
 */
final class PeerRoute {

  static final String PATH = "/internal/retention/query";
  static final int NO_CONTENT = 204;

  private final Shard local;
  private final PeerSignature signature;

  PeerRoute(Shard local, PeerSignature signature) {
    this.local = local;
    this.signature = signature;
  }

  void register(HttpRoutes routes) {
    routes.post(PATH, Permission.QUERY_READS, this::answer);
  }

  private void answer(Context context) {
    byte[] body = context.bodyAsBytes();
    String token = CallerToken.of(context).orElse(null);
    if (!signature.valid(context.header(PeerSignature.HEADER), token, body)) {
      throw new Denied(
          Caller.of(context),
          "NOT_AN_INSTANCE",
          new Problem(
              403, "Not an instance", "This route is for instances of retention; query /reads."));
    }
    PeerCall call = parse(body);
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

  private static PeerCall parse(byte[] body) {
    try {
      return Json.read(body, PeerCall.class);
    } catch (IOException e) {
      throw new Problem(
          400,
          "Not a query",
          "An instance of another release asks; run one release only.",
          Map.of());
    }
  }
}
