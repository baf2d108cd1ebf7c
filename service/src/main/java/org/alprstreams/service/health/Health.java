package org.alprstreams.service.health;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.alprstreams.service.health.HealthState.Level;

/**
 * The states of all parts of a process. A process is <em>live</em> while no part is {@code DEAD}
 * and <em>ready</em> while every part is {@code UP} or {@code WARNING}. Safe for use by many
 * threads.
 */
public final class Health {

  private final Map<String, Supplier<HealthState>> parts = new ConcurrentHashMap<>();

  /**
   * Adds a part.
   *
   * @param name unique in the process, such as {@code "streams:alpr-matching"}
   * @param state asked at every health request; must answer at once
   * @throws IllegalStateException if the name is taken
   */
  public void register(String name, Supplier<HealthState> state) {
    Objects.requireNonNull(state, "state");
    if (parts.putIfAbsent(name, state) != null) {
      throw new IllegalStateException(
          "A health part named '" + name + "' is registered already; give this one its own name");
    }
  }

  /** Takes a part out, as when its owner closes. Unknown names are ignored. */
  public void remove(String name) {
    parts.remove(name);
  }

  /** The present state of every part, by name. A part that fails to answer is {@code DOWN}. */
  public Map<String, HealthState> states() {
    Map<String, HealthState> states = new TreeMap<>();
    parts.forEach((name, supplier) -> states.put(name, ask(supplier)));
    return states;
  }

  /** Whether the process is worth keeping: no part is dead. */
  public boolean live() {
    return states().values().stream().noneMatch(state -> state.level() == Level.DEAD);
  }

  /** Whether the process can take work: every part works. */
  public boolean ready() {
    return states().values().stream()
        .allMatch(state -> state.level().compareTo(Level.WARNING) <= 0);
  }

  private static HealthState ask(Supplier<HealthState> supplier) {
    try {
      return supplier.get();
    } catch (RuntimeException e) {
      // Only the kind: a message may quote the record it failed on.
      return HealthState.down("health check failed: " + e.getClass().getSimpleName());
    }
  }
}
