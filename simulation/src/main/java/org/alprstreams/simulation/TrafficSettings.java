package org.alprstreams.simulation;

import java.time.Duration;

/**
 * How much traffic, and of which kind.
 *
 * @param seed of the traffic
 * @param encountersPerMinute encounters begun in a minute over the whole town, above 0
 * @param interval between the looks of one encounter
 * @param hotlistedShare share of passages by vehicles of the hotlist sample, 0 to 1
 * @param optedOutShare share of passages by vehicles of the opt-out sample, 0 to 1
 * @param emptyShare share of encounters in which nothing comes by, 0 to 1
 * @param pairShare share of encounters with a second vehicle in the other lane, 0 to 1
 * @param light which light lies on the town when
 */
public record TrafficSettings(
    long seed,
    double encountersPerMinute,
    Duration interval,
    double hotlistedShare,
    double optedOutShare,
    double emptyShare,
    double pairShare,
    LightCycle light) {
  /** Checks the ranges. */
  public TrafficSettings {
    if (!(encountersPerMinute > 0)) {
      throw new IllegalArgumentException(
          "Encounters per minute must be above 0, not " + encountersPerMinute);
    }
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException(
          "The interval between looks must be positive, not " + interval);
    }
    share("hotlistedShare", hotlistedShare);
    share("optedOutShare", optedOutShare);
    share("emptyShare", emptyShare);
    share("pairShare", pairShare);
    if (hotlistedShare + optedOutShare > 1) {
      throw new IllegalArgumentException(
          "The shares of hotlisted and opted-out passages add up to more than 1: "
              + (hotlistedShare + optedOutShare));
    }
  }

  /**
   * For a demo on one machine: 24 encounters a minute, five looks a second, every twelfth passage
   * hotlisted, every twelfth opted out, the light changing every three minutes.
   */
  public static TrafficSettings demo(long seed) {
    return new TrafficSettings(
        seed,
        24,
        Duration.ofMillis(200),
        1 / 12.0,
        1 / 12.0,
        0.06,
        0.15,
        LightCycle.cycling(Duration.ofMinutes(3)));
  }

  /** Cameras wake, but nothing comes by. */
  public TrafficSettings withoutVehicles() {
    return new TrafficSettings(seed, encountersPerMinute, interval, 0, 0, 1, 0, light);
  }

  /** The same with another light. */
  public TrafficSettings withLight(LightCycle other) {
    return new TrafficSettings(
        seed,
        encountersPerMinute,
        interval,
        hotlistedShare,
        optedOutShare,
        emptyShare,
        pairShare,
        other);
  }

  /** The same with another density of traffic. */
  public TrafficSettings withEncountersPerMinute(double other) {
    return new TrafficSettings(
        seed, other, interval, hotlistedShare, optedOutShare, emptyShare, pairShare, light);
  }

  /** The same with other shares of listed vehicles. */
  public TrafficSettings withShares(double hotlisted, double optedOut) {
    return new TrafficSettings(
        seed, encountersPerMinute, interval, hotlisted, optedOut, emptyShare, pairShare, light);
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be from 0 to 1, not " + value);
    }
  }
}
