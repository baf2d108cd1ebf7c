package org.alprstreams.deploy.outage;

import org.alprstreams.service.http.Role;

/**
 * A request that is answered with data while the broker is there.
 *
 * @param route method and template, as the server knows it
 * @param role of who asks
 * @param address path and query
 * @param body JSON, or empty
 */
record Question(String route, Role role, String address, String body) {

  String method() {
    return route.split(" ")[0];
  }

  String accepts() {
    return route.endsWith("-stream") ? "text/event-stream" : "*/*";
  }

  @Override
  public String toString() {
    return route;
  }
}
