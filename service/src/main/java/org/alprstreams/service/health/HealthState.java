package org.alprstreams.service.health;

import java.util.Objects;

/**
 * How one part of a process is.
 *
 * @param level the state itself
 * @param detail why, in a few words for an operator; never data of a read; empty when up
 */
public record HealthState(Level level, String detail) {

  /** The states a part can be in, best first. */
  public enum Level {
    /** Works. */
    UP,
    /** Works, and somebody should look; the process is live and ready. */
    WARNING,
    /** On its way up; the process is live but not ready. */
    STARTING,
    /** Does not work now but may recover by itself; the process is live but not ready. */
    DOWN,
    /** Will not recover by itself; the process is neither live nor ready and must be restarted. */
    DEAD
  }

  public HealthState {
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(detail, "detail");
  }

  /** Works. */
  public static HealthState up() {
    return new HealthState(Level.UP, "");
  }

  /** Works, and somebody should look. */
  public static HealthState warning(String detail) {
    return new HealthState(Level.WARNING, detail);
  }

  /** On its way up. */
  public static HealthState starting(String detail) {
    return new HealthState(Level.STARTING, detail);
  }

  /** Does not work now, may recover. */
  public static HealthState down(String detail) {
    return new HealthState(Level.DOWN, detail);
  }

  /** Will not recover. */
  public static HealthState dead(String detail) {
    return new HealthState(Level.DEAD, detail);
  }
}
