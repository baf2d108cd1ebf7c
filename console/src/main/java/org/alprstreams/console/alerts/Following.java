package org.alprstreams.console.alerts;

import java.util.Map;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.health.HealthState.Level;

/**
 * How the two followers are that the board shows. A process may live without one or both of them
 * getting anything.
 *
 * @param alerts of the alerts
 * @param actions of what people did about them
 */
record Following(HealthState alerts, HealthState actions) {

  /** Whether all that a browser waits for arrives here. */
  boolean isUp() {
    return alerts.level() == Level.UP && actions.level() == Level.UP;
  }

  /** What a browser is told. */
  Map<String, String> levels() {
    return Map.of("alerts", alerts.level().name(), "actions", actions.level().name());
  }
}
