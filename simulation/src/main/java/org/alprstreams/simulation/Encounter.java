package org.alprstreams.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A camera woken for a second or so, and what comes by meanwhile.
 *
 * @param startsAt moment of the first look
 * @param interval between looks
 * @param looks number of frames
 * @param passages vehicles in sight; none, one or two
 */
public record Encounter(
    TownCamera camera, Instant startsAt, Duration interval, int looks, List<Passage> passages) {
  /** Keeps its own copy of the passages. */
  public Encounter {
    passages = List.copyOf(passages);
  }

  /** Moment of a look, counted from 0. */
  public Instant look(int index) {
    return startsAt.plus(interval.multipliedBy(index));
  }

  /** Moment of the last look. */
  public Instant endsAt() {
    return look(looks - 1);
  }
}
