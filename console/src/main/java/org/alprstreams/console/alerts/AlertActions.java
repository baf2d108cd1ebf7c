package org.alprstreams.console.alerts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.alprstreams.avro.AlertAction;
import org.alprstreams.schemas.alert.AlertHistory;
import org.alprstreams.schemas.policy.AlertCheck;

/**
 * What people did about the alerts of the board, as their topic has it. Tells nothing for longer
 * than its alert can be on the board, and drops it with the next action. Safe for use by many
 * threads.
 */
final class AlertActions {

  /** A history, and the time of its alert. */
  private record Kept(AlertHistory history, Instant capturedAt) {}

  private final AlertHistory empty;
  private final Duration kept;
  private final Clock clock;
  private final Map<String, Kept> histories = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();

  /**
   * @param required checks that the policy wants before a release
   * @param kept how old an alert of the board may be, by its capture time
   */
  AlertActions(Set<AlertCheck> required, Duration kept, Clock clock) {
    this.empty = AlertHistory.empty(required);
    this.kept = kept;
    this.clock = clock;
  }

  /**
   * Takes the next action of the topic.
   *
   * @param capturedAt the time of its alert, which is the record's
   * @return whether it is news: false for one that is too old or came before
   */
  boolean put(AlertAction action, Instant capturedAt) {
    lock.lock();
    try {
      AlertHistory before = of(action.getAlertId());
      AlertHistory after = before.with(action);
      Instant oldest = oldestAllowed();
      if (after.size() == before.size() || capturedAt.isBefore(oldest)) {
        return false;
      }
      histories.values().removeIf(each -> each.capturedAt().isBefore(oldest));
      histories.put(action.getAlertId(), new Kept(after, capturedAt));
      news.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** What has been done about this alert; empty where nothing is known. */
  AlertHistory of(String alertId) {
    lock.lock();
    try {
      Kept found = histories.get(alertId);
      boolean isTold = found != null && !found.capturedAt().isBefore(oldestAllowed());
      return isTold ? found.history() : empty;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the topic has given this action.
   *
   * @return false if that took longer than the deadline
   */
  boolean await(String alertId, String actionId, Duration deadline) throws InterruptedException {
    long left = deadline.toNanos();
    lock.lock();
    try {
      while (of(alertId).action(actionId).isEmpty()) {
        if (left <= 0) {
          return false;
        }
        left = news.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private Instant oldestAllowed() {
    return clock.instant().minus(kept);
  }
}
