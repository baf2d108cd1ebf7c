package org.alprstreams.service.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.alprstreams.service.health.HealthState;

/**
 * Tells from counted answers whether Kafka still answers. A client that has lost its brokers goes
 * on trying without a word: a consumer's {@code poll} returns nothing, as it does on a silent
 * topic, and Kafka Streams stays {@code RUNNING}. But a consumer that is in contact has an answer
 * to each of its fetches, be it empty ({@code fetch.max.wait.ms}, half a second), and one in a
 * group to each heartbeat. Open connections are no sign: those to a broker that hangs stay open.
 *
 * <p>Safe for use by many threads.
 */
public final class BrokerContact {

  /** The metric that counts answers: of a client in its own group, of each broker in another. */
  public static final String ANSWERS = "response-total";

  private final Duration longestSilence;
  private final LongSupplier nanoTime;
  private final Map<String, Counted> counted = new HashMap<>();

  /**
   * @param longestSilence what is no reason for concern yet
   */
  public BrokerContact(Duration longestSilence) {
    this(longestSilence, System::nanoTime);
  }

  BrokerContact(Duration longestSilence, LongSupplier nanoTime) {
    this.longestSilence = longestSilence;
    this.nanoTime = nanoTime;
  }

  /**
   * Notes how many answers there have been. To be told about once a second.
   *
   * @param answers by who gives or gets them; each of these has to go on. Whoever is new counts as
   *     having answered just now, and whoever is missing is not asked any more
   */
  public synchronized void note(Map<String, Double> answers) {
    long now = nanoTime.getAsLong();
    counted.keySet().retainAll(answers.keySet());
    answers.forEach(
        (who, count) ->
            counted.compute(
                who,
                (same, before) ->
                    new Counted(
                        count, before == null || count > before.answers ? now : before.since)));
  }

  /** What to say while somebody has been silent for too long; empty otherwise. */
  public synchronized Optional<HealthState> lost() {
    long now = nanoTime.getAsLong();
    Duration silence =
        Duration.ofNanos(
            counted.values().stream().mapToLong(each -> now - each.since).max().orElse(0));
    return silence.compareTo(longestSilence) <= 0
        ? Optional.empty()
        : Optional.of(
            HealthState.down(
                "no answer from Kafka for "
                    + silence.toSeconds()
                    + " s; check that its brokers run and that alpr.kafka.bootstrap-servers names"
                    + " them. It goes on by itself"));
  }

  /**
   * @param since when the last answer was noted
   */
  private record Counted(double answers, long since) {}
}
