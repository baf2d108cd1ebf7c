package org.alprstreams.matching.optout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.avro.OptOut;
import org.alprstreams.schemas.plate.LookAlikeReadings;
import org.alprstreams.schemas.plate.PlateText;

/**
 * Says whether a reading may go on. It looks at the plate only: a reading of an opted-out text is
 * suppressed whatever state was read, because a misread state must not undo an opt-out.
 *
 * <p>It fails closed: if the list has entries but none that proves it was made with this secret,
 * nothing passes.
 */
public final class OptOutGate {

  private final OptOutKeys keys;
  private final LookAlikeReadings readings;

  public OptOutGate(OptOutKeys keys, LookAlikeReadings readings) {
    this.keys = keys;
    this.readings = readings;
  }

  /**
   * Decides on one reading.
   *
   * @param text what was read, or what several looks agree on
   * @param characters one distribution for each of its characters
   * @param table the list as it is now
   * @param now decides which opt-outs have expired
   */
  GateDecision decide(
      PlateText text, List<CharacterReading> characters, OptOutTable table, Instant now) {
    if (!isReady(table)) {
      return GateDecision.NOT_READY;
    }
    boolean optedOut =
        readings.of(text, characters).stream()
            .map(keys::of)
            .map(table::find)
            .flatMap(Optional::stream)
            .anyMatch(entry -> isActive(entry, now));
    return optedOut ? GateDecision.OPTED_OUT : GateDecision.PASS;
  }

  /** This gate with the list as it is now. */
  public Gate at(OptOutTable table, Instant now) {
    return new Gate() {
      @Override
      public GateDecision decide(PlateText text, List<CharacterReading> characters) {
        return OptOutGate.this.decide(text, characters, table, now);
      }

      @Override
      public boolean isConfident(PlateText text, List<CharacterReading> characters) {
        return readings.isConfident(text, characters);
      }
    };
  }

  /** Whether the list can be used: it is empty, or was made with this gate's secret. */
  public boolean isReady(OptOutTable table) {
    return table.find(keys.checkKey()).isPresent() || table.isEmpty();
  }

  static boolean isActive(OptOut entry, Instant now) {
    return entry.getExpiresAt() == null || now.isBefore(entry.getExpiresAt());
  }
}
