package org.alprstreams.service.http;

/** Told of every refusal before it is answered. */
public interface Refusals {

  /**
   * A caller who is known was refused.
   *
   * @param route method and template of the route, never the path itself, which may hold a plate
   * @throws Problem if that cannot be recorded; it is the answer then
   */
  void denied(Denied denied, String route);

  /** A request came without a valid proof of who makes it: there is nobody to record. */
  void unauthenticated();
}
