package org.alprstreams.service.access;

import java.time.Duration;

/** When one access has to be recorded, whatever that takes. By the monotonic clock. */
final class Deadline {

  private final Duration whole;
  private final long begin = System.nanoTime();

  private Deadline(Duration whole) {
    this.whole = whole;
  }

  static Deadline in(Duration whole) {
    return new Deadline(whole);
  }

  /** What is left of it; zero where it has passed. */
  Duration left() {
    Duration left = whole.minusNanos(System.nanoTime() - begin);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /**
   * @throws AccessLogUnavailable if it has passed
   */
  void require() {
    if (left().isZero()) {
      throw passed();
    }
  }

  /** What to throw when it has passed. */
  AccessLogUnavailable passed() {
    return new AccessLogUnavailable("The access log was held up for " + whole + ".", null);
  }
}
