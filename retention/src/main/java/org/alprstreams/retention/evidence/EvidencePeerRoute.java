package org.alprstreams.retention.evidence;

import io.javalin.http.Context;
import org.alprstreams.retention.query.Peers;
import org.alprstreams.retention.query.Responses;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Permission;

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
    EvidenceCall call = peers.question(context, EvidenceCall.class);
    Responses.json(context, Responses.available(() -> answer(call)));
  }

  private Object answer(EvidenceCall call) {
    if (call.copy().isPresent()) {
      return local.copy(call.copy().get());
    }
    return call.page().isPresent()
        ? local.page(call.page().get())
        : local.piece(call.piece().orElseThrow());
  }
}
