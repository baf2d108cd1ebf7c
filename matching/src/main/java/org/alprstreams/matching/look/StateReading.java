package org.alprstreams.matching.look;

import java.util.Optional;

/** When a state that was read counts as read: below that it is compared with nothing. */
public final class StateReading {

  /** A state read less surely than this is as likely another one. */
  private static final double READ = 0.5;

  private StateReading() {}

  /**
   * The state that counts.
   *
   * @param state two letters, or null where none was read
   * @param confidence in it, 0 to 1
   * @return empty where none was read surely enough
   */
  public static Optional<String> of(String state, double confidence) {
    return Optional.ofNullable(state).filter(read -> confidence >= READ);
  }
}
