package org.alprstreams.matching;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.TaskId;

/**
 * When the alerts of each task are to be gone through next. All processors of a task put alerts;
 * one goes through them. A task is on one thread, several tasks are on several.
 */
final class SweepTimes {

  private final Map<TaskId, Instant> times = new ConcurrentHashMap<>();

  Instant of(TaskId task) {
    return times.getOrDefault(task, Instant.EPOCH);
  }

  void set(TaskId task, Instant time) {
    times.put(task, time);
  }

  void noLaterThan(TaskId task, Instant time) {
    times.computeIfPresent(task, (id, set) -> time.isBefore(set) ? time : set);
  }
}
