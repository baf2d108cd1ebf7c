package org.alprstreams.retention.evidence;

import io.javalin.http.Context;
import java.io.IOException;
import org.alprstreams.retention.query.Json;
import org.alprstreams.retention.query.Peers;
import org.alprstreams.retention.query.ReadsUnavailable;
import org.alprstreams.retention.query.Responses;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Permission;
import org.alprstreams.service.http.Problem;

/**
 * Answers other instances about what this one keeps. The instance that the caller asked writes the
 * access record.
 */
final class EvidencePeerRoute {

  static final String PATH = "/internal/retention/evidence";

  private final LocalEvidence local;
  private final Peers peers;

  EvidencePeerRoute(LocalEvidence local, Peers peers) {
    this.local = local;
    this.peers = peers;
  }

  void register(HttpRoutes routes) {
    routes.post(PATH, Permission.MANAGE_CASES, this::answer);
  }

  private void answer(Context context) {
    EvidenceCall call = parse(peers.question(context));
    try {
      if (call.copy().isPresent()) {
        Responses.json(context, local.copy(call.copy().get()));
      } else if (call.page().isPresent()) {
        Responses.json(context, local.page(call.page().get()));
      } else {
        Responses.json(context, local.piece(call.piece().orElseThrow()));
      }
    } catch (ReadsUnavailable e) {
      throw Responses.unavailable(e.getMessage());
    }
  }

  private static EvidenceCall parse(byte[] body) {
    try {
      return Json.read(body, EvidenceCall.class);
    } catch (IOException e) {
      throw new Problem(
          400, "Not a question", "An instance of another release asks; run one release only.");
    }
  }
}
