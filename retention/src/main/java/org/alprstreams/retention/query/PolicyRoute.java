package org.alprstreams.retention.query;

import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.service.http.HttpRoutes;

/**
 * {@code GET /policy}, for everybody: Civil Code 1798.90.51(b)(1) wants the usage and privacy
 * policy available to the public.
 */
final class PolicyRoute {

  private PolicyRoute() {}

  static void register(HttpRoutes routes, UsagePolicy policy) {
    byte[] document = Json.write(policy.document());
    routes.open(
        "GET", "/policy", context -> context.contentType("application/json").result(document));
  }
}
