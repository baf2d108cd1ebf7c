package org.alprstreams.service.http;

/** Records nothing: for tests of routes. */
final class UnrecordedRefusals implements Refusals {

  @Override
  public void denied(Denied denied, String route) {
    // Nobody asks.
  }

  @Override
  public void unauthenticated() {
    // Nobody counts.
  }
}
