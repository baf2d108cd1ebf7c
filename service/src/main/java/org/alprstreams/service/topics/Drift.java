package org.alprstreams.service.topics;

/**
 * One setting of one topic that differs from the retention schedule.
 *
 * @param topic the topic's name
 * @param setting the topic setting, or "topic" where the topic itself is missing
 * @param found its value now
 * @param wanted the schedule's value
 * @param canBeMended whether altering the topic settles it
 */
public record Drift(
    String topic, String setting, String found, String wanted, boolean canBeMended) {

  @Override
  public String toString() {
    return topic + ": " + setting + " is " + found + ", must be " + wanted;
  }
}
