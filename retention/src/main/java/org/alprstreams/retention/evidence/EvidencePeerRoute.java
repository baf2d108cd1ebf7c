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
  private final Attacher attacher;
  private final WholeReads reads;
  private final Peers peers;

  EvidencePeerRoute(LocalEvidence local, Attacher attacher, WholeReads reads, Peers peers) {
    this.local = local;
    this.attacher = attacher;
    this.reads = reads;
    this.peers = peers;
  }

  void register(HttpRoutes routes) {
    routes.post(PATH, Permission.MANAGE_CASES, this::answer);
  }

  private void answer(Context context) {
    EvidenceCall call = peers.question(context, EvidenceCall.class);
    Responses.json(context, Responses.available(() -> answer(call, context)));
  }

  private Object answer(EvidenceCall call, Context context) {
    if (call.copy().isPresent()) {
      return attacher.attach(call.copy().get(), context);
    }
    if (call.whole().isPresent()) {
      return reads.local(call.whole().get());
    }
    if (call.order().isPresent()) {
      return local.covered(call.order().get());
    }
    return call.page().isPresent()
        ? local.page(call.page().get())
        : local.piece(call.piece().orElseThrow());
  }
}
